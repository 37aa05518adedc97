"""Make an edition with a released session and people who may ask for its seats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import builders as make
from tests.builders.meet import HK_AFTERNOON


@pytest.fixture
def edition() -> Any:
    return make.make_edition("spring", is_public=True)


@pytest.fixture
def place(edition: Any) -> Any:
    session = make.make_session(edition, "Premiere", kind="screening")
    found = make.make_placement(session, HK_AFTERNOON, room=make.make_room(edition, "Cinema 1", capacity=40))
    make.make_release(edition)
    return found


@pytest.fixture
def people(edition: Any) -> Callable[..., list[Any]]:
    """Return people with an account who are accredited."""

    def made(count: int, **fields: Any) -> list[Any]:
        return [
            make.make_delegate(edition, person=make.make_person(f"Person {number}", account=make.make_account()), **fields)
            for number in range(count)
        ]

    return made
