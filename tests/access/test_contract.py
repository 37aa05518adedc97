"""Hold the document against OpenAPI, and real answers against the document."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from praya.core.api import limits
from praya.core.api.documents import document, served_operations
from tests import builders as make
from tests.access import roles
from tests.access.gatekeeping import Extent
from tests.access.matrix import cells_of
from tests.access.routes import routes_of
from tests.access.world import World
from tests.access.written import POLICY
from tests.contract import faults_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database(reason="the form of an answer comes from Python; the matrix reads every route on both databases"),
]
READERS = frozenset({roles.ANONYMOUS, roles.BUYER, roles.ORGANISER})
ALL_READERS = READERS | {roles.PRESS, roles.STAFF}


def asked(world: World, role: str, path: str) -> tuple[int, Any]:
    """Ask as somebody of the small world."""
    client = Client()
    if world.accounts[role] is not None:
        make.sign_in(client, world.accounts[role])
    answer = client.get(path)
    return answer.status_code, answer.json()


def test_the_document_is_openapi() -> None:
    assert [str(fault) for fault in OpenAPIV31SpecValidator(document()).iter_errors()] == []
    assert [str(fault) for fault in OpenAPIV31SpecValidator({**document(), "paths": {"x": {}}}).iter_errors()] != []


def test_real_answers_are_what_the_document_says(world: World, extent: Extent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 10_000)
    monkeypatch.setattr(limits, "STRANGERS_PER_MINUTE", 10_000)
    described = document()
    addresses = {operation.name: address for address, operation in served_operations().items()}
    readers = ALL_READERS if extent is Extent.EVERYTHING else READERS
    found, seen = [], Counter()
    for route in routes_of():
        if not hasattr(route.view, "operation"):
            continue
        for cell, path, _body in cells_of(world, route, POLICY[route.name], readers):
            for query in ("", "?page=0&limit=0", "?colour=red", "?per_page=1&page=2") if cell.method == "GET" else ():
                status, content = asked(world, cell.role, path + query)
                seen[status] += 1
                address = addresses[route.view.operation.name]
                found += [f"{cell} {query}: {fault}" for fault in faults_in(described, address, status, content)]
    assert found == []
    assert set(seen) == {200, 400, 401, 404}


def test_a_difference_would_be_found(world: World) -> None:
    described = document()
    address = "/e/{edition}/api/works/"
    status, content = asked(world, roles.BUYER, address.replace("{edition}", world.editions["main"].slug))
    content["results"][0]["budget_private"] = 1
    content["count"] = "many"
    assert len(faults_in(described, address, status, content)) == 2
    assert faults_in(described, address, 418, {}) == ["418 is not in the document"]
