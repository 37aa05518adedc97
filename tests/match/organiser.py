"""Give the tests of meetings an edition and one of its team, signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.meet.editions.models import Edition
from tests import builders as make


@pytest.fixture
def edition() -> Edition:
    """Make an edition with its sites."""
    return make.make_edition("spring")


@pytest.fixture
def account(edition: Edition) -> Account:
    """Make an organiser of the edition."""
    return make.make_team_member(edition)


@pytest.fixture
def client(account: Account) -> Client:
    """Sign the organiser in."""
    return make.sign_in(Client(), account)
