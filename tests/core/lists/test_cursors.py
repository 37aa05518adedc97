"""A cursor says where a machine has come in a list, and to others nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from praya.core.lists.cursors import opened, sealed


@pytest.mark.parametrize("number", [0, 1, 255, 10**6, 2**63 - 1])
def test_a_cursor_is_opened_again(number: int) -> None:
    cursor = sealed(number, of="trail")
    assert (opened(cursor, of="trail"), sealed(number, of="trail") == cursor, len(cursor)) == (number, True, 22)


def test_neighbours_have_nothing_in_common() -> None:
    some = [sealed(number, of="trail") for number in range(50)]
    assert len({one[:4] for one in some}) == len({one[-5:] for one in some}) == 50


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda cursor: cursor[:-1] + "!", lambda cursor: sealed(7, of="other"), lambda _: ""]
)
def test_what_was_not_given_out_is_refused(spoil: Callable[[str], str]) -> None:
    for cursor in (spoil(sealed(7, of="trail")), "x", "é", "0" * 22, "A" * 4000):
        with pytest.raises(ValueError):
            opened(cursor, of="trail")
