"""Whoever brings a file in is written to when that took long or went wrong, and as long as they may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.letters.sending import send_due
from praya.meet.sheets.letters import tell_of_end
from praya.meet.sheets.models import SheetImport
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> SheetImport:
    edition = make.make_edition("autumn")
    organiser = make.make_team_member(edition, make.make_account("office@example.org"))
    counts = {"new": 40, "changed": 2, "unchanged": 9}
    return SheetImport.objects.create(edition=edition, account=organiser, name="people.xlsx", status="applied", counts=counts)


def tell(kept: SheetImport, minutes: int | None) -> list[Any]:
    now = timezone.now()
    tell_of_end(kept.pk, began=None if minutes is None else now - timedelta(minutes=minutes), at=now)
    send_due(lambda: None, clock=lambda: now + timedelta(minutes=1))
    return mail.outbox


def test_a_long_import_is_told_with_what_it_wrote(kept: SheetImport) -> None:
    (letter,) = tell(kept, 5)
    assert (letter.to, letter.subject) == (["office@example.org"], "people.xlsx: the import has ended")
    assert "Rows written: 42 rows" in letter.body
    assert f"/e/autumn/manage/import/{kept.code}/" in letter.body


def test_a_short_one_is_seen_on_its_page(kept: SheetImport) -> None:
    assert tell(kept, 0) == []


def test_one_that_went_wrong_is_told_with_what_to_do(kept: SheetImport) -> None:
    SheetImport.objects.update(status="refused", message="The work on this file stopped: no memory")
    (letter,) = tell(kept, None)
    assert "What to do: The work on this file stopped: no memory" in letter.body


def test_one_that_was_thrown_away_is_not_told(kept: SheetImport) -> None:
    now = timezone.now()
    tell_of_end(kept.pk, began=None, at=now)
    kept.delete()
    send_due(lambda: None, clock=lambda: now + timedelta(minutes=1))
    assert mail.outbox == []


def test_what_was_for_a_company_is_not_told_to_whoever_left_it(kept: SheetImport) -> None:
    SheetImport.objects.update(company=make.make_organisation("Lantern"))
    assert tell(kept, 5) == []
