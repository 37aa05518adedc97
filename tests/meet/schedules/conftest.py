"""Make an edition that everybody may see, and the browser of its organiser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import builders as make


@pytest.fixture
def edition() -> Any:
    return make.make_edition("spring", is_public=True)


@pytest.fixture
def client(edition: Any) -> Client:
    return make.sign_in(Client(), make.make_team_member(edition))
