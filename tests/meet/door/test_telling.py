"""The trail tells in words what was written on the front page, which text was published, and which company came and went."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone, translation

from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.audit.wording import TrailLine, lines_of
from praya.meet.accreditation.actions import decide, take_back
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.door.actions import facts_of_front, write_front, write_text
from praya.meet.door.applying import agree
from praya.meet.door.models import Application
from praya.meet.editions.models import Edition
from praya.meet.trail.listing import clock_of
from tests import builders as make

pytestmark = pytest.mark.django_db
RAW = re.compile(r"[\[\]{}]|\bTrue\b|\bFalse\b|\bNone\b|_id\b|\w_\w|\d{4}-\d\d-\d\d|[0-9a-f]{12}")


@pytest.fixture
def edition() -> Edition:
    found = make.make_edition("open-2027", is_public=True)
    make.make_category(found, "buyer")
    return found


def told(edition: Edition) -> list[TrailLine]:
    entries = list(Entry.objects.filter(edition=edition.pk).order_by("pk"))
    return lines_of(entries, edition.slug, clock_of(EditionVisit(edition, list(edition.sites.all()), None)))


def write_all(edition: Edition) -> None:
    """Do at the door whatever organisers and applicants do there."""
    values: dict[str, Any] = {**facts_of_front(edition), "about": {"en": "A market."}, "contact_name": "Mei Lam"}
    write_front(edition, {**values, "joining": {}, "shows": {}, "categories": [edition.categories.get(slug="buyer")]}, by=None)
    for before, after in (("", "0a1b2c3d4e5f"), ("0a1b2c3d4e5f", "f0e1d2c3b4a5")):
        facts = {"before": {"picture": before}, "after": {"picture": after}}
        record("change front picture", edition, by=None, edition=edition.pk, **facts)
    record("remove front picture", edition, by=None, edition=edition.pk, before={"picture": "f0e1d2c3b4a5"})
    text = write_text(edition, "terms", "pt", "Seja gentil.", publishes=True, by=None, at=timezone.now())
    assert text is not None
    agree(text, make.make_account("ana@example.org"), at=timezone.now())
    delegate = make.make_delegate(edition, name="Ana Lima", status="applied")
    Application.objects.create(delegate=delegate, company="Casa Lima", at=timezone.now())
    decision = decide(edition, [delegate.pk], status="approved", category=None, by=None)
    assert decision is not None
    take_back(edition, decision, by=None)


def test_who_what_and_from_what_to_what(edition: Edition) -> None:
    write_all(edition)
    said = [(one.sentence, one.about, one.changes_words) for one in told(edition)]
    assert said[:6] == [
        (
            "changed the front page",
            said[0][1],
            "about the market: none → A market.; contact: none → Mei Lam; people may apply as: none → Buyer",
        ),
        ("changed the picture of the front page", said[0][1], "picture: none → a new one"),
        ("changed the picture of the front page", said[0][1], "picture: the one before → a new one"),
        ("removed the picture of the front page", said[0][1], "picture: the one before → none"),
        ("published a text", "Terms of taking part, português, version 1", ""),
        ("agreed to a text", "Terms of taking part, português, version 1", ""),
    ]
    assert [one for one in said[6:] if "company" in one[0]] == [
        ("brought the company that was applied with", "Ana Lima", "company: none → one that is gone"),
        ("took away the company that was applied with", "Ana Lima", "company: one that is gone → none"),
        ("removed a company that only an approval had made", "", "name: Casa Lima"),
    ]


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "ar"])
def test_nothing_of_the_program_is_told_in_any_language(edition: Edition, language: str) -> None:
    write_all(edition)
    with translation.override(language):
        lines = told(edition)
    words = [f"{one.sentence} {one.about} {one.changes_words}" for one in lines]
    assert [one for one in words if RAW.search(one)] == []
    assert lines[4].address == f"/e/{edition.slug}/manage/front/texts/terms/pt/"
