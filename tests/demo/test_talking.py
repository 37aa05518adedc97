"""Look at what the people of the demo write to each other and keep."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from praya.demo.clearing import clear
from praya.demo.market import Loaded, load
from praya.demo.roles import roles_of
from praya.demo.size import SMALL
from praya.match.messages.models import AbuseReport, Message, Thread
from praya.show.lists.models import Shortlist
from tests.builders import sign_in
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def outline() -> list[object]:
    """Return what the seed decides about messages and lists."""
    return [
        list(Thread.objects.order_by("pk").values_list("code", "status", "starter__code", "recipient__code")),
        list(Message.objects.order_by("pk").values_list("code", "sent_at", "text")),
        list(Shortlist.objects.order_by("pk").values_list("code", "name")),
    ]


def test_the_roles_of_the_demo_have_something_to_read_and_to_answer(loaded: Loaded) -> None:
    edition = loaded.edition
    assert sorted(Thread.objects.values_list("status", flat=True)) == ["asked", "asked", "asked", "open"]
    accounts = {role.word: role.account for role in roles_of(edition)}
    buying, organising = (sign_in(Client(), accounts[word]) for word in ("buyer", "organiser"))
    for route, words in (("messages", "answer or decline"), ("messages", "waits for an answer"), ("lists", "Autumn slots")):
        assert words in buying.get(reverse(route, args=[edition.slug])).content.decode()
    assert "3 conversations with something new" in buying.get(reverse("agenda", args=[edition.slug])).content.decode()
    assert "waiting" in organising.get(reverse("manage_abuse", args=[edition.slug])).content.decode()


def test_the_seed_decides_what_is_written_and_clearing_takes_it_away(loaded: Loaded) -> None:
    first = outline()
    clear()
    assert (outline(), AbuseReport.objects.count()) == ([[], [], []], 0)
    load(SMALL, 1, NOW)
    assert outline() == first
