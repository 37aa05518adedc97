"""Organisers write letters in their own words, per language; what is in braces has to be known, and nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.core.letters.models import LetterText
from praya.core.letters.sending import send_due
from praya.meet.accreditation.actions import decide
from tests import builders as make

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Welcome, {name}", "body": "Dear {name},\r\n\r\nsee you at {market}."}


@pytest.fixture
def market(client: Client) -> Any:
    edition = make.make_edition("autumn")
    organiser = make.make_team_member(edition)
    make.sign_in(client, organiser)
    return edition, organiser, client


def address(language: str = "en", name: str = "manage_letter_text", kind: str = "approved") -> str:
    return reverse(name, args=["autumn", kind, language])


def test_own_words_are_sent_in_their_language_and_the_usual_ones_elsewhere_and_afterwards(market: Any) -> None:
    edition, organiser, client = market
    assert client.post(address(), WORDS).status_code == 302
    assert "own words" in client.get(reverse("manage_letter_texts", args=["autumn"])).content.decode()
    english, chinese = (make.make_delegate(edition, name=name, status="applied") for name in ("Ana Lam", "Bo Chan"))
    chinese.person.account.language = "zh-hant"
    chinese.person.account.save()
    decide(edition, [english.pk, chinese.pk], status="approved", category=None, by=organiser)
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects[english.person.account.email] == "Welcome, Ana Lam"
    assert subjects[chinese.person.account.email] != "Welcome, Bo Chan"
    assert "Dear Ana Lam,\n\nsee you at" in next(one.body for one in mail.outbox if one.subject.startswith("Welcome"))
    assert client.post(address(name="manage_letter_text_usual")).status_code == 302
    assert not LetterText.objects.exists()


def test_what_nobody_fills_is_refused_with_what_is_known_and_nothing_is_lost(market: Any) -> None:
    _edition, _organiser, client = market
    answer = client.post(address(), {"subject": "Hi {nmae}", "body": "Dear {name}, {"})
    page = answer.content.decode()
    assert (answer.status_code, LetterText.objects.count()) == (422, 0)
    assert "{nmae} is not known here. What can stand in braces: {name}, {days}, {market}." in page
    assert 'value="Hi {nmae}"' in page and "Dear {name}, {" in page
    assert "A brace stands alone in it. What can stand in braces: {name}, {days}, {market}." in page


def test_words_are_shown_in_a_real_letter_before_they_are_kept(market: Any) -> None:
    edition, organiser, client = market
    one = make.make_delegate(edition, name="Ana Lam", status="applied")
    decide(edition, [one.pk], status="approved", category=None, by=organiser)
    page = client.post(address(), {**WORDS, "do": "preview"}).content.decode()
    assert "Welcome, Ana Lam" in page and not LetterText.objects.exists()


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(market: Any) -> None:
    _edition, _organiser, client = market
    seen = client.get(address()).context["form"]["seen"].value()
    client.post(address(), {**WORDS, "seen": seen})
    late = client.post(address(), {"subject": "Mine", "body": "Mine.", "seen": seen})
    assert (late.status_code, LetterText.objects.get().subject) == (422, "Welcome, {name}")
    assert "Subject is now: Welcome, {name}" in late.content.decode()


@pytest.mark.parametrize(("kind", "language"), [("nonsense", "en"), ("approved", "tlh")])
def test_what_there_is_not_is_not_found(market: Any, kind: str, language: str) -> None:
    assert market[2].get(address(language, kind=kind)).status_code == 404
