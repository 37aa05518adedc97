"""Read one work, ask for a meeting about it, and compare it."""

from __future__ import annotations

import re

import pytest

from praya.core.catalogue.models import Grant, Title
from praya.core.texts.reading import write
from praya.match.requests.models import Request
from tests import builders as make
from tests.show.works.shelf import NAMES, open_market, present

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_seventeen_queries_however_many_are_credited_and_one_less_for_who_comes_back(
    django_assert_num_queries, count: int
) -> None:
    market = open_market()
    people = [make.make_person(f"Person {number}", level="public") for number in range(count)]
    companies = [make.make_organisation(level="public") for _ in range(count)]
    code = present(
        market,
        names=NAMES,
        credits=[
            *({"role": "cast", "name": one.name, "person": one.code} for one in people),
            *({"role": "production", "name": one.name, "organisation": one.code} for one in companies),
        ],
    )
    with django_assert_num_queries(17):
        html = market.get("badge", f"{code}/")
    with django_assert_num_queries(16):
        market.get("badge", f"{code}/")
    assert html.count("/persons/") == count
    assert html.count("/organisations/") == count + 1


def test_texts_fall_back_openly_and_say_who_wrote_them() -> None:
    market = open_market()
    logline = {"source": "zh-Hant", "texts": {"zh-Hant": {"text": "兩位鄰居", "by": "machine", "stale": True}}}
    code = present(market, names=NAMES, logline=logline)
    html = market.get("badge", f"{code}/")
    for words in ("it has not been written in your language", "Written by a machine", "The source has changed since"):
        assert words in html
    assert '<div class="prose lead" lang="zh-Hant" dir="auto"><p>兩位鄰居</p></div>' in html


def test_finance_is_drawn_only_where_both_sides_of_it_may_be_read() -> None:
    market = open_market()
    money = {"budget_low": 100_00, "budget_high": 200_00, "secured_low": 50_00, "secured_high": 50_00}
    shown = present(market, "Open", visibility={"budget": "public", "finance": "public"}, **money)
    half = present(market, "Half", visibility={"budget": "private", "finance": "public"}, **money)
    html = market.get("public", f"{shown}/")
    assert '<rect class="certain" width="100"' in html
    assert "25–50 %" in html
    html = market.get("public", f"{half}/")
    assert "US$50" in html
    assert ('class="finance"' in html, "US$100" in html, "%" in re.sub(r"<[^>]+>", "", html)) == (False, False, False)


def test_materials_lead_away_openly_and_identifiers_to_their_registers() -> None:
    market = open_market()
    code = present(
        market,
        "One",
        visibility={"materials": "public"},
        identifiers={"imdb": "tt0118694", "wikidata": "Q206388"},
        materials=[{"kind": "teaser", "label": "", "address": "https://example.org/teaser"}],
    )
    html = market.get("public", f"{code}/")
    assert '<a href="https://example.org/teaser" rel="noopener noreferrer" target="_blank">teaser' in html
    assert "(leaves Praya)" in html
    assert 'href="https://www.imdb.com/title/tt0118694/"' in html
    assert 'href="https://www.wikidata.org/wiki/Q206388"' in html


def test_what_is_shown_on_request_can_be_asked_for_once_granted_it_is_read() -> None:
    market = open_market()
    code = present(market, "One", visibility={"statement": "request"}, statement=write({"en": "Between us"}))
    page = f"{market.root}{code}/"
    client = market.clients["badge"]
    assert "Ask to read" in client.get(page).content.decode()
    assert "Ask to read" not in market.get("public", f"{code}/")
    assert client.post(f"{page}access/", {"message": "May I?"}).status_code == 302
    client.post(f"{page}access/", {"message": "Again"})
    grant = Grant.objects.get()
    assert grant.message == "May I?"
    html = client.get(page).content.decode()
    assert ("has not answered yet" in html, "Between us" in html) == (True, False)
    Grant.objects.update(status="granted")
    assert "Between us" in client.get(page).content.decode()
    assert "Between us" not in market.get("buyer", f"{code}/")


def test_nothing_can_be_asked_for_where_nothing_is_on_request() -> None:
    market = open_market()
    code = present(market, "One", visibility={"budget": "public", "finance": "public"})
    assert market.clients["badge"].post(f"{market.root}{code}/access/").status_code == 404


def test_a_meeting_is_asked_for_about_a_work_and_says_so_wherever_it_is_shown() -> None:
    market = open_market()
    make.make_round(market.edition)
    code = present(market, names=NAMES)
    client, calendar = market.clients["badge"], market.exhibitor.calendar.code
    html = market.get("badge", f"{code}/")
    address = f"/e/{market.edition.slug}/with/{calendar}/?title={code}"
    assert f'href="{address}"' in html
    assert f'name="title" value="{code}"' in client.get(address).content.decode()
    client.post(f"/e/{market.edition.slug}/with/{calendar}/ask/", {"level": "like", "message": "", "title": code})
    request = Request.objects.get()
    assert request.title is not None
    assert request.title.code == code
    seller = make.staff_of(market.exhibitor)[0]
    for who in (client, make.sign_in(market.clients["public"], seller.person.account)):
        for path in ("requests/?box=all", f"requests/{request.code}/"):
            assert "In the Mood for Love" in who.get(f"/e/{market.edition.slug}/{path}").content.decode()


def test_a_request_about_a_work_that_its_sender_may_not_see_is_about_nothing() -> None:
    market = open_market()
    make.make_round(market.edition)
    code = present(market, "Hidden", level="buyer")
    calendar = market.exhibitor.calendar.code
    market.clients["badge"].post(f"/e/{market.edition.slug}/with/{calendar}/ask/", {"level": "like", "title": code})
    assert Request.objects.get().title is None


def test_a_work_hidden_since_leaves_no_trace_in_the_request_but_for_its_owners() -> None:
    market = open_market()
    code = present(market, "Narrowed later", level="buyer")
    sender = make.calendar_of(market.delegates["badge"])
    make.make_request(sender, market.exhibitor.calendar, title=Title.objects.get(code=code))
    assert "Narrowed later" not in market.clients["badge"].get(f"/e/{market.edition.slug}/requests/?box=all").content.decode()
    seller = make.staff_of(market.exhibitor)[0]
    owner = make.sign_in(market.clients["public"], seller.person.account)
    html = owner.get(f"/e/{market.edition.slug}/requests/").content.decode()
    assert "Narrowed later" in html


@pytest.mark.parametrize("count", [1, 3])
def test_requests_about_works_take_a_constant_number_of_queries(django_assert_num_queries, count: int) -> None:
    market = open_market()
    sender = make.calendar_of(market.delegates["badge"])
    for number in range(count):
        title = Title.objects.get(code=present(market, f"Film {number}"))
        make.make_request(sender, make.make_exhibitor(market.edition).calendar, title=title)
    with django_assert_num_queries(8):
        html = market.clients["badge"].get(f"/e/{market.edition.slug}/requests/?box=sent").content.decode()
    assert html.count('class="about"') == count


def test_two_to_four_works_are_compared_and_hidden_ones_left_out() -> None:
    market = open_market()
    codes = [present(market, f"Film {number}", minutes=90 + number) for number in range(5)]
    hidden = present(market, "Hidden", level="private")
    html = market.get("badge", "compare/", **{"with": [hidden, *codes]})
    assert re.findall(r"<bdi[^>]*>(Film \d|Hidden)</bdi></a>", html) == ["Film 0", "Film 1", "Film 2"]
    assert re.findall(r"<bdi>(9\d)</bdi>", html) == ["90", "91", "92"]
    assert "Tick two to four" in market.get("badge", "compare/")


def test_the_public_catalogue_shows_a_title_as_everybody_may_read_it() -> None:
    market = open_market()
    code = present(market, names=NAMES, statement=write({"en": "For badges"}))
    answer = market.clients["buyer"].get(f"/catalogue/{code}/")
    html = answer.content.decode()
    assert ("In the Mood for Love" in html, "For badges" in html, "Ask for a meeting" in html) == (True, False, False)
    hidden = present(market, "Badges", level="badge")
    assert market.clients["buyer"].get(f"/catalogue/{hidden}/").status_code == 404


def test_a_contact_is_named_to_badge_holders_only_and_a_private_one_to_nobody() -> None:
    market = open_market()
    contact = make.make_delegate(market.edition, name="Contact Person")
    make.make_calendar(contact)
    open_title, shy_title = make.make_title("Open contact"), make.make_title("Shy contact")
    shy = make.make_delegate(market.edition, person=make.make_person("Shy Person", level="private"))
    make.make_work(market.edition, open_title, contact=contact)
    make.make_work(market.edition, shy_title, contact=shy)
    seen = {
        who: market.get(who) + market.get(who, f"{open_title.code}/") + market.get(who, f"{shy_title.code}/")
        for who in market.clients
    }
    assert {who: ("Contact Person" in html, "Shy Person" in html) for who, html in seen.items()} == {
        "public": (False, False),
        "badge": (True, False),
        "buyer": (True, False),
    }
    assert f"/with/{contact.calendar.code}/?title={open_title.code}" in seen["badge"]


def test_pictures_are_shown_to_whom_they_are_meant_for() -> None:
    market = open_market()
    title = make.make_title("Pictured", owner=market.exhibitor.organisation)
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    picture = make.make_picture(title, kind="poster", level="badge")
    address = f"/e/{market.edition.slug}/pictures/{picture.digest}/"
    for who, is_shown in (("public", False), ("badge", True)):
        html = market.get(who) + market.get(who, f"{title.code}/")
        assert (address in html, 'class="poster of-film"' in html) == (is_shown, not is_shown)
