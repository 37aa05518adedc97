"""A list without rows says what would stand there, and what brings it about."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from praya.core.lists.declaring import Listing, declared_lists
from tests import builders as make

pytestmark = pytest.mark.django_db
EMPTY = re.compile(r'<div class="empty">.*?<h2>[^<]+</h2>\s*<p>[^<]+</p>', re.DOTALL)
# Lists that have rows wherever they can be opened, or whose page is about something else first.
NEVER_EMPTY = {
    "manage_heatmaps": "its page draws the loads of the sites, and its rows are slots",
    "manage_suggestions": "its page is about the runs and their weights",
}


def lists_of_editions() -> list[Listing]:
    """Return the lists that an edition's address alone leads to."""
    assert get_resolver().url_patterns  # a list is known once its addresses have been read
    return [one for one in declared_lists() if re.findall(r"<\w+:(\w+)>", one.address) == ["edition"]]


def test_every_list_without_rows_says_what_would_stand_there_and_what_to_do(before_the_market: None) -> None:
    bare, met = make.make_edition("bare"), make.make_edition("met")
    delegate = make.make_delegate(met, organisation=make.make_organisation())
    readers = {
        "bare": make.sign_in(Client(), make.make_team_member(bare)),
        "met": make.sign_in(Client(), delegate.person.account),
    }
    silent, judged = [], set()
    for one in lists_of_editions():
        for slug, client in readers.items():
            answer = client.get("/" + one.address.replace("<slug:edition>", slug))
            page = answer.content.decode() if answer.status_code == 200 else ""
            if not page or one.name in NEVER_EMPTY:
                continue
            judged.add(one.name)
            if "<tbody" not in page and EMPTY.search(page) is None:
                silent.append(f"{one.name} at {slug}")
    assert silent == []
    assert {one.name for one in lists_of_editions()} == judged | NEVER_EMPTY.keys()
