"""Save searches, be told of new works once a day, and stop that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.catalogue.indexing import index_titles
from praya.core.catalogue.models import Title
from praya.core.documents.actions import revise
from praya.core.documents.declaring import loaded_document
from praya.core.jobs.actions import enqueue
from praya.core.jobs.executing import claim_next, execute
from praya.core.letters.sending import send_due
from praya.meet.works.models import Work
from praya.show.searches import actions
from praya.show.searches.models import SavedSearch
from praya.show.searches.tasks import tell_of_new_works
from tests import builders as make
from tests.show.works.shelf import Market, open_market

pytestmark = pytest.mark.django_db
# 11:00 in Hong Kong.
MORNING = make.HK_MORNING + timedelta(hours=2)


def save(market: Market, words: str = "q=spy", who: str = "badge", **more: str) -> None:
    answer = market.clients[who].post(
        f"/e/{market.edition.slug}/searches/", {"name": "Spies", "words": words, "wants_mail": "1", **more}
    )
    assert answer.status_code == 302


def tell(now=MORNING) -> int:
    asked = sum(actions.tell_of_news(one, now) for one in actions.due_delegates(now))
    send_due(lambda: None, clock=lambda: now + timedelta(minutes=1))
    return asked


def show(market: Market, name: str, at=None, **parts: object) -> str:
    title = make.make_title(name, **parts)
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    title.works.update(decided_at=at or timezone.now())
    return title.code


def test_a_search_is_kept_in_its_shortest_form_and_the_same_one_once() -> None:
    market = open_market()
    save(market, "view=list&genre=drama&page=3&q=spy&nonsense=1")
    save(market, "q=spy&genre=drama", name="Renamed")
    found = SavedSearch.objects.get()
    assert (found.words, found.name) == ("q=spy&genre=drama", "Renamed")
    html = market.clients["badge"].get(f"/e/{market.edition.slug}/searches/").content.decode()
    assert f'href="{market.root}?q=spy&amp;genre=drama"' in html
    assert "Genre: drama" in html


def test_thirty_searches_are_the_most() -> None:
    market = open_market()
    SavedSearch.objects.bulk_create(SavedSearch(delegate=market.delegates["badge"], words=f"q={n}") for n in range(30))
    save(market)
    assert SavedSearch.objects.count() == 30


def test_new_works_are_told_in_one_letter_a_day_and_never_twice() -> None:
    market = open_market()
    show(market, "Old spy story")
    save(market)
    save(market, "genre=drama", name="Dramas")
    assert tell() == 0
    code = show(market, "New spy story", genres=["drama"])
    assert (tell(), tell()) == (1, 0)
    letter = mail.outbox[0]
    assert letter.to == [market.delegates["badge"].person.account.email]
    assert letter.subject == "New works for you: 2"
    assert letter.body.count(f"{market.root}{code}/") == 2
    assert "Old spy story" not in letter.body
    assert tell(MORNING + timedelta(days=1)) == 0
    show(market, "Another spy story", at=MORNING + timedelta(hours=1))
    assert tell(MORNING + timedelta(hours=3)) == 0
    assert tell(MORNING + timedelta(days=1)) == 1
    assert "New spy story" not in mail.outbox[1].body


def test_an_index_made_anew_is_no_news() -> None:
    market = open_market()
    code = show(market, "Old spy story")
    save(market)
    SavedSearch.objects.update(seen_slot=0)
    assert tell() == 0
    title = make.make_title("Unrelated")
    revise(title, {**loaded_document(title), "year": 1999}, by=None)
    assert tell() == 0
    old = Title.objects.get(code=code)
    revise(old, {**loaded_document(old), "year": 1999}, by=None)
    assert tell() == 1


def test_nobody_is_woken_at_night_and_who_left_is_not_written_to() -> None:
    market = open_market()
    save(market)
    show(market, "New spy story")
    assert tell(make.HK_MORNING - timedelta(hours=5)) == 0
    market.delegates["badge"].status = "left"
    market.delegates["badge"].save()
    assert tell() == 0


def test_the_letter_is_written_in_its_readers_language_and_says_how_to_stop() -> None:
    market = open_market()
    account = market.delegates["badge"].person.account
    account.language = "zh-hant"
    account.save()
    save(market)
    show(
        market,
        names=[{"text": "諜影", "tag": "zh-Hant", "kind": "original"}, {"text": "Spy", "tag": "en", "kind": "international"}],
        name="",
    )
    assert tell() == 1
    letter = mail.outbox[0]
    assert "諜影（Spy）" in letter.body or "諜影 (Spy)" in letter.body
    assert "/letters/stop/" in letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_letters_stop_in_one_tap_without_signing_in_but_not_by_looking() -> None:
    market = open_market()
    save(market)
    save(market, "q=other")
    path = f"/searches/stop/{SavedSearch.objects.first().token}/"
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert SavedSearch.objects.filter(wants_mail=True).count() == 2
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert SavedSearch.objects.filter(wants_mail=True).count() == 0
    assert stranger.post("/searches/stop/unknown/").status_code == 302


def test_a_search_is_its_owners_alone_and_its_removal_can_be_undone() -> None:
    market = open_market()
    save(market)
    search = SavedSearch.objects.get()
    path = f"/e/{market.edition.slug}/searches/{search.code}/"
    assert market.clients["buyer"].post(path, {"do": "remove"}).status_code == 404
    for do, wants_mail in (("stop", False), ("write", True)):
        market.clients["badge"].post(path, {"do": do})
        search.refresh_from_db()
        assert search.wants_mail is wants_mail
    assert [market.clients["badge"].post(path, sent).status_code for sent in ({"do": "bogus"}, {})] == [404, 404]
    search.refresh_from_db()
    assert search.wants_mail is True
    answer = market.clients["badge"].post(path, {"do": "remove"}, follow=True)
    assert SavedSearch.objects.count() == 0
    undo = next(str(message.extra_tags) for message in answer.context["messages"] if message.extra_tags)
    market.clients["badge"].post(undo)
    assert SavedSearch.objects.get().words == search.words


def test_the_worker_writes_to_everybody_who_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    market = open_market()
    for who in ("badge", "buyer"):
        save(market, who=who)
    show(market, "New spy story")
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    enqueue(tell_of_new_works)
    assert execute(claim_next("tests", ["mail"])) == "done"
    send_due(lambda: None, clock=lambda: MORNING + timedelta(minutes=1))
    assert len(mail.outbox) == 2


def test_what_comes_between_asking_and_sending_is_left_to_the_next_letter_and_what_is_hidden_is_not_told() -> None:
    market = open_market()
    save(market)
    code = show(market, "New spy story")
    gone = show(market, "Hidden spy story")
    (delegate,) = actions.due_delegates(MORNING)
    assert actions.tell_of_news(delegate, MORNING)
    later = show(market, "Later spy story", at=MORNING + timedelta(hours=1))
    Work.objects.filter(title__code=gone).update(status="returned")
    for work in Work.objects.all():
        index_titles([work.title_id])
    send_due(lambda: None, clock=lambda: MORNING + timedelta(minutes=1))
    (letter,) = mail.outbox
    assert [code in letter.body, gone in letter.body, later in letter.body] == [True, False, False]


def test_nothing_is_written_to_whoever_stopped_meanwhile() -> None:
    market = open_market()
    save(market)
    show(market, "New spy story")
    (delegate,) = actions.due_delegates(MORNING)
    assert actions.tell_of_news(delegate, MORNING)
    actions.stop_letters(SavedSearch.objects.get().token, at=MORNING)
    send_due(lambda: None, clock=lambda: MORNING + timedelta(minutes=1))
    assert mail.outbox == []
