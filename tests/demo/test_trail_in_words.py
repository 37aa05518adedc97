"""The trail of the demo market is told in words, in every language."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from praya.core.audit.queries import trail_of
from praya.core.audit.wording import lines_of
from praya.demo.market import Loaded
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.trail.listing import clock_of

pytestmark = pytest.mark.django_db
RAW = re.compile(r"[\[\]{}]|\bTrue\b|\bFalse\b|\bNone\b|_id\b|\w_\w|\d{4}-\d\d-\d\d")


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt", "ar"])
def test_every_entry_is_a_sentence(loaded: Loaded, language: str) -> None:
    visit = EditionVisit(loaded.edition, list(loaded.edition.sites.all()), None)
    with translation.override(language):
        told = lines_of(list(trail_of(loaded.edition.pk)), loaded.edition.slug, clock_of(visit))
        said = [f"{one.who} {one.sentence} {one.about} {one.changes_words}" for one in told]
    assert said and [one for one in said if RAW.search(one)] == []
