"""A person is written to when two records of theirs are made one, unless that was taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.letters.sending import send_due
from praya.meet.duplicates.actions import same, take_back
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Any:
    edition = make.make_edition("fair")
    organiser = make.make_team_member(edition)
    account = make.make_account("maggie@example.org")
    one = make.make_delegate(edition, person=make.make_person("Maggie Cheung", account=account, email=None)).person
    other = make.make_delegate(
        make.make_edition(market=edition.market), person=make.make_person("張曼玉", account=None, email=None)
    ).person
    return edition, organiser, one, make.make_resemblance(edition, one, other)


def send() -> list[str]:
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    return [letter.subject for letter in mail.outbox if letter.subject.startswith("Your two records")]


def test_the_person_is_told_who_they_are_now(pair: Any) -> None:
    edition, organiser, one, resemblance = pair
    same(resemblance, one.pk, by=organiser, edition=edition.pk)
    assert send() == [f"Your two records are now one: {edition.english_name}"]
    (letter,) = [letter for letter in mail.outbox if letter.subject.startswith("Your two records")]
    assert (letter.to, "Dear Maggie Cheung," in letter.body) == (["maggie@example.org"], True)


def test_a_merge_that_was_taken_back_at_once_is_not_told(pair: Any) -> None:
    edition, organiser, one, resemblance = pair
    same(resemblance, one.pk, by=organiser, edition=edition.pk)
    resemblance.refresh_from_db()
    take_back(resemblance, by=organiser, edition=edition.pk)
    assert send() == []
