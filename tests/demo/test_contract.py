"""Hold what programs are answered about the whole demo market against the document."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.api.documents import document
from praya.demo.market import Loaded
from praya.demo.places import ORGANISER
from tests import builders as make
from tests.contract import faults_in

pytestmark = pytest.mark.django_db


def test_every_work_of_the_market_is_answered_as_the_document_says(loaded: Loaded) -> None:
    described, found, codes = document(), [], set()
    client = make.sign_in(Client(), Account.objects.get(email=ORGANISER))
    address: str | None = f"/e/{loaded.edition.slug}/api/works/?per_page=100"
    while address:
        content: dict[str, Any] = client.get(address).json()
        found += faults_in(described, "/e/{edition}/api/works/", 200, content)
        codes |= {one["code"] for one in content["results"]}
        address = content["next"]
    assert found == []
    assert len(codes) == content["count"] > 50
