"""Write a line per request that betrays nobody."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from tests.builders import make_account, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(settings, caplog):
    """Give the lines written so far."""
    settings.MIDDLEWARE = ["praya.site.requestlog.RequestLog", *settings.MIDDLEWARE]
    caplog.set_level(logging.INFO, "praya.requests")
    return lambda: [json.loads(record.message) for record in caplog.records if record.name == "praya.requests"]


def test_stranger_on_a_page(lines):
    answer = Client().get("/health?email=secret@example.org")
    (line,) = lines()

    assert line.pop("ms") >= 0
    expected = {"method": "GET", "route": "health", "edition": "", "status": 200, "queries": 0, "account": ""}
    assert line == {"request": answer["X-Request-Id"], **expected}


def test_same_account_has_the_same_hash_and_its_queries_are_counted(lines):
    client, other = (sign_in(Client(), make_account(f"{name}@example.org")) for name in ("a", "b"))
    for one in (client, client, other):
        one.get("/e/no-such-edition/agenda/")
    first, second, third = lines()

    assert (first["account"] == second["account"], first["account"] == third["account"], len(first["account"])) == (
        True,
        False,
        16,
    )
    assert (first["route"], first["edition"], first["status"], first["queries"] > 0) == ("agenda", "no-such-edition", 404, True)


def test_address_that_leads_nowhere(lines):
    Client().get("/nowhere/secret@example.org/")
    (line,) = lines()

    assert (line["route"], line["status"]) == ("", 404)
