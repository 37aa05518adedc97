"""Make a draft session in a room, somebody who speaks in it and is invited, and the browsers of both sides."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import builders as make


@pytest.fixture
def edition() -> Any:
    return make.make_edition("spring", is_public=True)


@pytest.fixture
def room(edition: Any) -> Any:
    return make.make_room(edition, "Harbour Room")


@pytest.fixture
def session(edition: Any, room: Any) -> Any:
    session = make.make_session(edition, "Ministers' forum", state="draft")
    make.make_placement(session, make.HK_MORNING, room=room)
    return session


@pytest.fixture
def me(edition: Any) -> Any:
    return make.make_delegate(edition, name="Ana Lima")


@pytest.fixture
def invited(session: Any, me: Any) -> Any:
    return make.make_invited(session, me.person)


@pytest.fixture
def client(me: Any) -> Client:
    return make.sign_in(Client(), me.person.account)


@pytest.fixture
def team(edition: Any) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))
