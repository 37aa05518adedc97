"""Hold the document against OpenAPI, and real answers against the document."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from praya.core.api.documents import document
from tests import builders as make
from tests.access import roles
from tests.access.world import World
from tests.contract import faults_in

pytestmark = pytest.mark.django_db


def asked(world: World, role: str, address: str, query: str = "") -> tuple[int, Any]:
    """Ask as somebody of the small world."""
    client = Client()
    if world.accounts[role] is not None:
        make.sign_in(client, world.accounts[role])
    answer = client.get(address.replace("{edition}", world.editions["main"].slug) + query)
    return answer.status_code, answer.json()


def test_the_document_is_openapi() -> None:
    assert [str(fault) for fault in OpenAPIV31SpecValidator(document()).iter_errors()] == []
    assert [str(fault) for fault in OpenAPIV31SpecValidator({**document(), "paths": {"x": {}}}).iter_errors()] != []


def test_real_answers_are_what_the_document_says(world: World) -> None:
    described = document()
    found, seen = [], set()
    for address in described["paths"]:
        for role in (roles.ANONYMOUS, roles.PRESS, roles.BUYER, roles.STAFF, roles.ORGANISER):
            for query in ("", "?page=0", "?colour=red", "?per_page=1&page=2"):
                status, content = asked(world, role, address, query)
                seen.add(status)
                found += [f"{address}{query} as {role}: {fault}" for fault in faults_in(described, address, status, content)]
    assert found == []
    assert {200, 400, 401} <= seen


def test_a_difference_would_be_found(world: World) -> None:
    described = document()
    address = "/e/{edition}/api/works/"
    status, content = asked(world, roles.BUYER, address)
    content["results"][0]["budget_private"] = 1
    content["count"] = "many"
    assert len(faults_in(described, address, status, content)) == 2
    assert faults_in(described, address, 418, {}) == ["418 is not in the document"]
