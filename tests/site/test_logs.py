"""No private address stands in the log, and everything else does."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse

from praya.core.directory.codes import random_token
from praya.site.logs import WithoutSecrets


@pytest.mark.django_db
def test_the_address_of_a_feed_is_not_in_the_log(client, caplog) -> None:
    token = random_token()
    caplog.handler.addFilter(WithoutSecrets())
    client.get(reverse("feed", args=[token]))
    client.get("/nothing")
    assert [record.getMessage() for record in caplog.records if record.name == "django.request"] == [
        "Not Found: /feeds/…",
        "Not Found: /nothing",
    ]


def test_lines_of_our_own_pass_as_they_are() -> None:
    record = logging.LogRecord("praya.jobs", logging.INFO, "", 1, "job %s", ("a" * 40,), None)
    assert (WithoutSecrets().filter(record), record.getMessage()) == (True, "job " + "a" * 40)
