"""Organisers read letters before they go to many, send, stop and drop them, and see what came back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.sending import send_due
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.examples import amount

pytestmark = pytest.mark.django_db
MANY = 27


@pytest.fixture
def market(client: Client) -> Any:
    edition = make.make_edition("autumn")
    organiser = make.make_team_member(edition)
    make.sign_in(client, organiser)
    return edition, organiser, client


def applicants(edition: Any, count: int) -> list[Any]:
    return [make.make_delegate(edition, name=f"Guest {number}", status="applied") for number in range(count)]


def send(seconds: int = 60) -> int:
    return send_due(lambda: None, clock=lambda: timezone.now() + timedelta(seconds=seconds)).sent


def test_a_few_who_are_approved_are_written_to_at_once(market: Any) -> None:
    edition, organiser, _client = market
    people = applicants(edition, 2)
    decide(edition, [people[0].pk], status="approved", category=None, by=organiser)
    decide(edition, [people[1].pk], status="refused", category=None, by=organiser)
    assert send() == 2
    name = edition.english_name
    assert {letter.subject for letter in mail.outbox} == {f"You are accredited: {name}", f"Your accreditation for {name}"}
    assert f"Dear Guest 0,\n\nyou are accredited for {name}" in "".join(letter.body for letter in mail.outbox)


def test_a_decision_that_was_changed_is_told_as_it_stands(market: Any) -> None:
    edition, organiser, _client = market
    (one,) = applicants(edition, 1)
    decide(edition, [one.pk], status="refused", category=None, by=organiser)
    decide(edition, [one.pk], status="approved", category=None, by=organiser)
    assert (send(), [letter.subject.partition(":")[0] for letter in mail.outbox]) == (1, ["You are accredited"])


def test_letters_to_many_are_read_sent_stopped_and_dropped(market: Any) -> None:
    edition, organiser, client = market
    people = applicants(edition, MANY)
    decide(edition, [one.pk for one in people], status="approved", category=None, by=organiser)
    mailing = Mailing.objects.get()
    outbox = client.get(reverse("manage_letters", args=["autumn"])).content.decode()
    assert "You are accredited" in outbox and f'data-label="Letters">{MANY}<' in outbox and send() == 0
    page = reverse("manage_mailing", args=["autumn", mailing.code])
    first, second = (client.get(page, {"letter": number}).content.decode() for number in (1, 2))
    assert "Dear Guest 0," in first and "Dear Guest 1," in second and f"Send {MANY} letters" in first
    assert mail.outbox == []
    act = reverse("manage_mailing_do", args=["autumn", mailing.code])
    assert client.post(act, {"do": "send"}, follow=True).status_code == 200
    assert client.post(act, {"do": "stop"}).status_code == 302 and send() == 0
    assert client.post(act, {"do": "stop"}, follow=True).content.decode().count("decided about these letters meanwhile") == 1
    assert client.post(act, {"do": "nonsense"}).status_code == 404
    client.post(act, {"do": "send"})
    assert "going out" in client.get(page).content.decode()
    assert (send(), Letter.objects.filter(state="sent").count()) == (MANY, MANY)
    sent = Letter.objects.first()
    Account.objects.filter(pk=organiser.pk).update(zone="Asia/Tokyo")
    assert sent is not None and sent.ended_at is not None
    # Whose letters have all left has gone; and when one left is told by the organiser's clock.
    for where in (client.get(page), client.get(reverse("manage_letters", args=["autumn"]))):
        assert "going out" not in where.content.decode().replace('value="going"', "")
    assert sent.ended_at.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%H:%M") in where.content.decode()


def test_a_letter_is_read_in_its_own_language_and_its_reader_is_called_as_its_organiser_reads(market: Any) -> None:
    edition, organiser, client = market
    person = make.make_person("Yip Wing-hei", names={"zh-Hant": "葉詠曦"})
    person.account.language = "ar"
    person.account.save()
    people = [make.make_delegate(edition, person=person, status="applied"), *applicants(edition, MANY)]
    decide(edition, [one.pk for one in people], status="approved", category=None, by=organiser)
    page = client.get(reverse("manage_mailing", args=["autumn", Mailing.objects.get().code])).content.decode()
    assert '<p class="as-written" lang="ar" dir="rtl">' in page and '<dd><bdi lang="ar">' in page
    outbox = client.get(reverse("manage_letters", args=["autumn"]), {"q": "yip"}, headers={"accept-language": "zh-hant"})
    assert '<bdi lang="zh-Hant">葉詠曦</bdi>' in outbox.content.decode()


def test_what_two_sides_write_about_to_each_other_is_not_in_the_outbox(market: Any) -> None:
    edition, _organiser, client = market
    person = make.make_delegate(edition, name="Ana Lam").person
    at = timezone.now()
    facts = {"edition": edition.pk, "person": person, "made_at": at, "due_at": at}
    Letter.objects.create(kind="received", state="dropped", **facts)
    Letter.objects.create(kind="approved", state="bounced", fault="550 no such user", **facts)
    rows = client.get(reverse("manage_letters_api", args=["autumn"])).json()["results"]
    assert [(row["what"], row["state"], row["fault"]) for row in rows] == [("approved", "bounced", "550 no such user")]


def test_a_word_to_those_who_were_ticked_or_filtered_is_read_before_it_goes(market: Any) -> None:
    edition, _organiser, client = market
    people = [make.make_delegate(edition, name=f"Guest {number}") for number in range(3)]
    act = reverse("manage_letter_new", args=["autumn"])
    ticked = {"row": [people[0].code, people[1].code]}
    page = client.post(act, ticked).content.decode()
    assert "To 2 people." in page and page.count('name="row"') == 2
    wrong = client.post(act, {**ticked, "subject": "Hi {nmae}", "body": "Dear {name}"})
    assert (wrong.status_code, Mailing.objects.count()) == (422, 0)
    words = {"subject": "Hi {name}", "body": "Dear {name},\n\ncome to {market}. {0}".replace(" {0}", "")}
    assert client.post(act, {**ticked, **words}).status_code == 302
    assert (send(), Letter.objects.count()) == (0, 2)
    client.post(reverse("manage_mailing_do", args=["autumn", Mailing.objects.get().code]), {"do": "send"})
    assert (send(), sorted(one.subject for one in mail.outbox)) == (2, ["Hi Guest 0", "Hi Guest 1"])
    client.post(act, {"everyone": "1", "in-status": "approved", **words})
    assert Letter.objects.filter(state="unseen").count() == 3
    assert client.post(act, {}, follow=True).content.decode().count("tick the people concerned first") == 1


def many_delegates(edition: Any, count: int) -> list[Delegate]:
    """Return delegates who can be written to, made in three statements."""
    accounts = Account.objects.bulk_create(
        [Account(email=f"guest{number}@example.org", password="!") for number in range(count)]  # noqa: S106 - it opens nothing
    )
    people = Person.objects.bulk_create([Person(name=f"Guest {number}", account=one) for number, one in enumerate(accounts)])
    like = {"edition": edition, "category": make.make_category(edition), "status": "approved", "zone": "Europe/Paris"}
    return Delegate.objects.bulk_create([Delegate(person=one, **like) for one in people])


def test_a_letter_to_thousands_is_written_once_to_each_and_waits(market: Any) -> None:
    edition, _organiser, client = market
    number = amount(3_000, thorough=10_000)
    people = many_delegates(edition, number)
    word = {"subject": "Doors", "body": "They open at nine."}
    new = reverse("manage_letter_new", args=["autumn"])
    assert f"{number} people" in client.post(new, {"everyone": "1"}).content.decode()
    assert client.post(new, {"everyone": "1", **word}).status_code == 302
    mailing = Mailing.objects.get()
    told = Letter.objects.filter(mailing=mailing).order_by().values_list("person", flat=True)
    assert (len(told), len(set(told)), mail.outbox) == (number, number, [])
    assert client.get(reverse("manage_mailing", args=["autumn", mailing.code])).status_code == 200
    ticked = [one.code for one in people[:2_500]]
    assert client.post(new, {"row": ticked, **word}).status_code == 302
    assert Letter.objects.exclude(mailing=mailing).count() == 2_500


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_more_ticks_than_a_form_may_send_change_nothing_and_say_what_to_do(market: Any, language: str) -> None:
    _edition, _organiser, client = market
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.post(
        reverse("manage_letter_new", args=["autumn"]),
        {"row": [f"x{number}" for number in range(10_000)], "subject": "Doors", "body": "They open at nine."},
    )
    with override(language):
        said = str(_("Not understood"))
    assert (answer.status_code, said in answer.content.decode(), Mailing.objects.count()) == (400, True, 0)
