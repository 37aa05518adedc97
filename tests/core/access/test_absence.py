"""What is not there, or not for whoever asks, is not found."""

from __future__ import annotations

import pytest

from praya.core.access.absence import Absent, existing


@pytest.mark.parametrize("found", [0, "", [], "something"])
def test_whatever_was_found_comes_back_even_when_it_counts_as_false(found: object) -> None:
    assert existing(found) is found


def test_nothing_is_not_found_and_says_nothing() -> None:
    with pytest.raises(Absent) as refusal:
        existing(None)
    assert refusal.value.args == ()
