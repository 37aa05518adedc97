"""Owners are written to when organisers approve a work or give it back, while it stands so and is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.letters.sending import send_due
from praya.meet.notices.models import Notice
from praya.meet.works.models import Work
from praya.meet.works.reviewing import approve, return_work, submit_for_review, take_review_back
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> Any:
    edition = make.make_edition("autumn")
    owner = make.make_organisation("Lantern")
    people = [make.make_delegate(edition, organisation=owner) for _number in range(2)]
    make.make_delegate(edition)
    make.make_delegate(edition, organisation=owner, status="refused")
    title = make.make_title("The Ferry", owner=owner, status="draft")
    work = make.make_work(edition, title, status="returned")
    submit_for_review(work, by=None)
    return Work.objects.get(pk=work.pk), people


def send() -> list[str]:
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    return [letter.subject for letter in mail.outbox]


def test_an_approval_is_told_to_the_owners_people_alone_by_page_and_letter(shelf: Any) -> None:
    work, people = shelf
    approve(work, by=None)
    assert {notice.delegate for notice in Notice.objects.filter(kind="work_approved")} == set(people)
    assert send() == ["Approved: The Ferry"] * 2
    assert {letter.to[0] for letter in mail.outbox} == {one.person.account.email for one in people}
    assert f"/e/autumn/mine/{work.title.code}/" in mail.outbox[0].body


def test_a_return_is_told_with_the_remark(shelf: Any) -> None:
    work, _people = shelf
    return_work(work, "The poster is blurred.", by=None)
    assert send() == ["To be changed: The Ferry"] * 2
    assert "Remark: The poster is blurred." in mail.outbox[0].body


def test_a_decision_that_was_taken_back_at_once_is_not_told(shelf: Any) -> None:
    work, _people = shelf
    take_review_back(approve(work, by=None), by=None)
    assert send() == []


def test_a_later_decision_takes_the_place_of_the_earlier(shelf: Any) -> None:
    work, _people = shelf
    return_work(work, "The poster is blurred.", by=None)
    submit_for_review(Work.objects.get(pk=work.pk), by=None)
    approve(Work.objects.get(pk=work.pk), by=None)
    assert send() == ["Approved: The Ferry"] * 2


def test_whoever_has_left_the_company_is_not_told(shelf: Any) -> None:
    work, people = shelf
    approve(work, by=None)
    people[0].organisation = make.make_organisation("Rival")
    people[0].save()
    assert (send(), mail.outbox[0].to) == (["Approved: The Ferry"], [people[1].person.account.email])
