"""Organisers take off a photograph that does not belong, for a reason that its person reads, and put it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken, mark_of_row
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Portrait
from praya.core.catalogue.portraits import COLUMNS, empty_taken_off, keep_portrait, put_portrait_back, take_portrait_off
from praya.core.directory.models import Person
from praya.core.letters.sending import send_due
from tests import builders as make
from tests.core.catalogue.test_pictures import drawn

pytestmark = pytest.mark.django_db


class Market:
    """Hold an organiser, and Ana who comes with a photograph."""

    def __init__(self) -> None:
        self.edition = make.make_edition("spring")
        self.ana = make.make_delegate(self.edition, name="Ana Reis")
        self.person = keep_portrait(self.ana.person, drawn((40, 40)), by=None)
        organiser = make.make_account("organiser@example.org")
        make.make_team_member(self.edition, organiser)
        self.organising = make.sign_in(Client(), organiser)
        self.own = make.sign_in(Client(), self.ana.person.account)
        self.page = f"/e/spring/persons/{self.person.code}/"
        self.desk = f"/e/spring/manage/persons/{self.person.code}/portrait/"

    def take_off(self, **typed: str) -> Any:
        return self.organising.post(self.desk, {"reason": "other", "remark": "", **typed}, follow=True)

    def fresh(self) -> Person:
        return Person.objects.get(pk=self.person.pk)

    @property
    def shown(self) -> str:
        return f"/e/spring/persons/{self.person.code}/portrait/{self.person.portrait}/"


@pytest.fixture
def market() -> Market:
    return Market()


def sent(after: float = 1) -> list[Any]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=after))
    return mail.outbox


def test_what_does_not_belong_is_seen_by_nobody_and_its_person_is_told_why(market: Market) -> None:
    assert market.desk in market.organising.get(market.page).content.decode()
    assert market.shown in market.organising.get(market.desk).content.decode()
    html = market.take_off(remark="Choose <one> of yourself").content.decode()
    assert "Taken off: they are written to." in html
    assert html.count(f'action="{market.desk}restore/"') == 2  # the toast, and the page
    assert (market.fresh().portrait, market.organising.get(market.shown).status_code) == ("", 404)
    (letter,) = sent()
    assert (letter.to, letter.subject) == ([market.ana.person.account.email], "Your photograph is taken off")
    for words in ("Why: it shows somebody else", "They write: Choose <one> of yourself", "/e/spring/mine/person/portrait/"):
        assert words in letter.body
    mine = market.own.get("/e/spring/mine/person/portrait/").content.decode()
    for words in ("The organisers have taken your photograph off.", "it shows somebody else", "Choose &lt;one&gt; of yourself"):
        assert words in mine
    entry = Entry.objects.get(action="take portrait off")
    assert (entry.edition, entry.after, "yourself" in str(entry.before)) == (market.edition.pk, {"reason": "other"}, False)


def test_another_is_uploaded_and_nothing_of_the_first_is_left(market: Market) -> None:
    market.take_off()
    keep_portrait(market.person, drawn((50, 50)), by=None)
    assert sent() == []
    row = Portrait.objects.get()
    assert (row.removed_at, row.reason) == (None, "")
    page = market.own.get("/e/spring/mine/person/portrait/").content.decode()
    assert "taken your photograph off" not in page
    html = market.organising.post(f"{market.desk}restore/", follow=True).content.decode()
    assert "restore/" not in html.partition("<main")[2]


def test_it_is_put_back_for_ten_minutes(market: Market) -> None:
    market.take_off()
    html = market.organising.post(f"{market.desk}restore/", follow=True).content.decode()
    assert "The photograph is back." in html
    assert (market.fresh().portrait, market.own.get(market.shown).status_code) == (market.person.portrait, 200)
    assert sent() == []  # nobody had been told yet
    market.take_off()
    assert [one.subject for one in sent()] == ["Your photograph is taken off"]
    market.organising.post(f"{market.desk}restore/")
    assert [one.subject for one in sent(2)] == ["Your photograph is back"]
    market.take_off()
    Portrait.objects.update(removed_at=timezone.now() - timedelta(minutes=10))
    html = market.organising.post(f"{market.desk}restore/", follow=True).content.decode()
    assert "for ten minutes only" in html
    assert (market.fresh().portrait, "restore/" in html.partition("<main")[2]) == ("", False)


def test_its_bytes_are_emptied_once_it_cannot_be_put_back(market: Market) -> None:
    at = timezone.now()
    take_portrait_off(market.person, reason="unfit", by=None, at=at)
    assert empty_taken_off(at=at + timedelta(minutes=9)) == 0
    assert empty_taken_off(at=at + timedelta(minutes=10)) == 1
    row = Portrait.objects.get()
    assert (bytes(row.image), bytes(row.thumbnail), row.reason) == (b"", b"", "unfit")
    assert empty_taken_off(at=at + timedelta(minutes=10)) == 0
    with pytest.raises(Refused, match="for ten minutes only"):
        put_portrait_back(market.person, by=None, at=at + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "", "remark": " "}, "Choose a reason, or write one."),
        ({"reason": "ugly"}, "Select a valid choice"),
        ({"remark": "evil \u202e sign"}, "that can be shown"),
        ({"remark": "x" * 301}, "300"),
    ],
)
def test_without_a_reason_that_its_person_can_read_it_stays(market: Market, typed: dict[str, str], sentence: str) -> None:
    answer = market.take_off(**typed)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert market.fresh().portrait == market.person.portrait


def test_one_that_was_replaced_meanwhile_is_looked_at_first(market: Market) -> None:
    seen = mark_of_row(market.person, COLUMNS)
    keep_portrait(market.person, drawn((50, 50)), by=None)
    with pytest.raises(Overtaken):
        take_portrait_off(market.person, reason="other", by=None, at=timezone.now(), seen=seen)
    assert market.take_off(seen=seen).status_code == 422
    assert market.fresh().portrait != ""


def test_twice_is_once(market: Market) -> None:
    at = timezone.now()
    take_portrait_off(market.person, reason="other", by=None, at=at)
    with pytest.raises(Refused, match="no photograph any more"):
        take_portrait_off(market.person, reason="other", by=None, at=at)
    put_portrait_back(market.person, by=None, at=at)
    assert put_portrait_back(market.person, by=None, at=at).portrait == market.person.portrait
    assert Entry.objects.filter(action="put portrait back").count() == 1


@pytest.mark.parametrize("level", ["private", "buyer"])
def test_organisers_take_off_what_they_see_and_are_told_nothing_of_what_is_kept_private(market: Market, level: str) -> None:
    keep_portrait(market.person, b"", level=level, by=None)
    told = market.organising.get(market.desk, follow=True)
    bare = make.make_delegate(market.edition)
    none = market.organising.get(f"/e/spring/manage/persons/{bare.person.code}/portrait/", follow=True)
    said = "There is no photograph that you can see."
    is_seen = level == "buyer"
    assert (said in told.content.decode(), said in none.content.decode()) == (not is_seen, True)
    assert ("Take the photograph off" in market.organising.get(market.page).content.decode()) is is_seen


def test_nobody_else_takes_one_off(market: Market) -> None:
    other = make.make_delegate(market.edition)
    desk = make.make_account("desk@example.org")
    make.make_team_member(market.edition, desk, role="desk")
    for client in (market.own, make.sign_in(Client(), other.person.account), make.sign_in(Client(), desk)):
        assert client.post(market.desk, {"reason": "other"}).status_code == 404
        assert "Take the photograph off" not in client.get(market.page).content.decode()
    gone = make.make_delegate(market.edition, status="left")
    keep_portrait(gone.person, drawn((40, 40)), by=None)
    assert market.organising.get(f"/e/spring/manage/persons/{gone.person.code}/portrait/").status_code == 404
    assert market.fresh().portrait == market.person.portrait
