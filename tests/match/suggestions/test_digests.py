"""Letters name whom the reader's own page suggests, every few days, and nobody whom it would not show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from praya.core.letters.sending import send_due
from praya.match.suggestions import digests
from praya.match.suggestions.digests import ask_for_digests, editions_to_tell
from tests import builders as make
from tests.match.suggestions.market import Fair, numbers_for

pytestmark = pytest.mark.django_db
NOON = make.HK_MORNING - timedelta(days=10)


@pytest.fixture
def fair(monkeypatch: pytest.MonkeyPatch) -> Fair:
    monkeypatch.setattr(digests, "FEWEST", 1)
    made = Fair()
    made.compute()
    return made


def send(at: datetime = NOON) -> dict[str, Any]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: at + timedelta(days=1, minutes=1))
    return {letter.to[0]: letter for letter in mail.outbox}


def test_each_reader_is_told_of_their_own_with_a_reason_and_a_link(fair: Fair) -> None:
    assert ask_for_digests(fair.edition, at=NOON) >= 1
    letter = send()[fair.buyer.person.account.email]
    assert letter.subject.startswith("Worth meeting at Harbour Market: ")
    assert "Lantern Sales" in letter.body
    assert f"/e/{fair.edition.slug}/suggestions/" in letter.body


def test_nobody_is_told_twice_in_three_days_nor_of_the_same_again(fair: Fair) -> None:
    first = ask_for_digests(fair.edition, at=NOON)
    assert first >= 1
    assert ask_for_digests(fair.edition, at=NOON + timedelta(days=2)) == 0
    assert ask_for_digests(fair.edition, at=NOON + timedelta(days=4)) == 0


def test_whom_the_reader_has_refused_meanwhile_is_not_named(fair: Fair) -> None:
    ask_for_digests(fair.edition, at=NOON)
    stand = make.make_calendar(fair.stand)
    make.make_wish(make.make_calendar(fair.buyer), stand, "no")
    letter = send().get(fair.buyer.person.account.email)
    assert letter is None or "Lantern Sales" not in letter.body


def test_what_the_other_side_has_said_changes_nothing(fair: Fair) -> None:
    ask_for_digests(fair.edition, at=NOON)
    make.make_wish(make.make_calendar(fair.stand), make.make_calendar(fair.buyer), "no")
    assert "Lantern Sales" in send()[fair.buyer.person.account.email].body


def test_a_few_names_are_no_letter(fair: Fair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "FEWEST", len(numbers_for(fair.buyer)) + 1)
    ask_for_digests(fair.edition, at=NOON)
    assert fair.buyer.person.account.email not in send()


def test_people_prepare_for_some_weeks_and_not_after_the_end(fair: Fair) -> None:
    start = make.HK_MORNING
    moments = {"early": start - timedelta(days=60), "before": NOON, "after": start + timedelta(days=40)}
    assert {name: fair.edition in editions_to_tell(at) for name, at in moments.items()} == {
        "early": False,
        "before": True,
        "after": False,
    }
