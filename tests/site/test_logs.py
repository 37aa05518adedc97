"""No private address stands in the log, and everything else does."""

from __future__ import annotations

import io
import logging
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings
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


def logged(client: Any, token: str, **changes: Any) -> str:
    """Return what the product's own handler writes when a feed is asked for; `changes` are made to its settings."""
    text, own = io.StringIO(), settings.LOGGING
    usual = {**own["handlers"]["stderr"], "stream": text, **changes}
    parts = {name: {key: dict(one) for key, one in own[name].items()} for name in ("filters", "formatters")}
    made = DictConfigurator({**parts, "version": 1, "handlers": {"stderr": usual}})
    for name, configure in (("filters", made.configure_filter), ("formatters", made.configure_formatter)):
        made.config[name] = {key: configure(one) for key, one in made.config[name].items()}
    handler = made.configure_handler(made.config["handlers"]["stderr"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger(), "handlers", [handler])  # the filter of another would clean the line for all
        client.get(reverse("feed", args=[token]))
    return text.getvalue()


@pytest.mark.django_db
def test_the_products_own_log_names_no_feed(client) -> None:
    token = random_token()
    text = logged(client, token)
    assert ("Not Found: /feeds/…" in text, token in text) == (True, False)
    assert {name: "secrets" in one.get("filters", []) for name, one in settings.LOGGING["handlers"].items()} == {"stderr": True}


@pytest.mark.django_db
def test_a_handler_without_the_filter_tells_the_feed(client) -> None:
    """The control: it is the filter that keeps the token out, and the test above would find it."""
    token = random_token()
    assert f"/feeds/{token}.ics" in logged(client, token, filters=[])


def test_lines_of_our_own_pass_as_they_are() -> None:
    record = logging.LogRecord("praya.jobs", logging.INFO, "", 1, "job %s", ("a" * 40,), None)
    assert (WithoutSecrets().filter(record), record.getMessage()) == (True, "job " + "a" * 40)
