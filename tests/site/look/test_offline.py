"""The service worker keeps files that exist and a page that knows nobody."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from praya.site.offline.views import KEPT_FILES
from tests.builders import make_account, sign_in

pytestmark = pytest.mark.django_db


def test_every_kept_file_exists() -> None:
    assert [name for name in KEPT_FILES if not finders.find(name)] == []


def test_the_worker_lists_the_files_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/worker.js")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "text/javascript; charset=utf-8",
        "no-cache",
    )
    listed = re.search(r"const KEPT = \[(.*)\];", answer.content.decode())
    assert listed is not None
    assert listed[1].count("/static/") == len(KEPT_FILES)


def test_the_page_without_network_is_the_same_for_everybody(client: Client) -> None:
    stranger = client.get("/offline/").content
    assert sign_in(client, make_account("wh@example.org")).get("/offline/").content == stranger
