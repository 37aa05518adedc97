"""The page of a company or person: who they are, what one has wished, and the form that asks them for a meeting."""

from __future__ import annotations

import re

import pytest

from praya.core.directory.models import Organisation
from praya.match.requests.models import Request
from praya.match.requests.proposals import is_form_key
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_exhibitor,
    make_organisation,
    make_person,
    make_request,
    make_title,
    make_wish,
    make_work,
    staff_of,
)
from tests.match.requests.world import World, between, choices, chosen, slots_in, texts, ticked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def page_of(world: World, owner, query: str = "", **headers) -> str:
    response = world.buying.get(f"{world.root}/with/{calendar_of(owner).code}/{query}", headers=headers)
    assert response.status_code == 200
    return texts(response)


def head(page: str) -> str:
    return between(page.partition('<div class="page-head">')[2], "</svg>", '<div class="halves">')


def ask(world: World, **fields):
    return world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", world.asking(**fields), follow=True)


def test_the_page_of_a_company_says_who_it_is_and_where_it_stands(world: World) -> None:
    Organisation.objects.filter(pk=world.exhibitor.organisation_id).update(activity="Film sales", names={"zh-Hant": "燈籠"})
    page = page_of(world, world.exhibitor)
    assert head(page) == "Lantern 燈籠 Film sales Hong Kong HKG Hall HKG, stand A1 Must Like No"
    assert "<h2>People</h2>" in page
    assert "香港" in head(page_of(world, world.exhibitor, **{"accept-language": "zh-hant"}))


@pytest.mark.parametrize(
    ("company", "own", "line"),
    [
        ("CN", "HK", "Buyer · Harbour China HKG"),
        ("", "HK", "Buyer · Harbour Hong Kong HKG"),
        ("", "", "Buyer · Harbour HKG"),
        (None, "HK", "Buyer Hong Kong HKG"),
    ],
)
def test_the_page_of_a_person_says_for_whom_they_work_and_from_where(
    world: World, company: str | None, own: str, line: str
) -> None:
    organisation = make_organisation("Harbour", country=company) if company is not None else None
    other = make_delegate(world.edition, person=make_person("Ada Asker", country=own), organisation=organisation)
    page = page_of(world, other)
    assert head(page) == f"Ada Asker {line} Write Must Like No"
    assert "<h2>People</h2>" not in page


def test_whoever_is_nowhere_is_online(world: World) -> None:
    assert head(page_of(world, make_delegate(world.edition, site=None, name="Remy"))) == (
        "Remy Buyer Hong Kong online Write Must Like No"
    )


def test_nobody_wishes_for_their_own_side(world: World) -> None:
    assert head(page_of(world, world.buyer)) == "Bao Buyer Buyer Hong Kong HKG"


def test_what_one_has_wished_is_pressed_and_a_no_is_recalled(world: World) -> None:
    recalled = "You have said no to this meeting. Sending a request takes that back."
    page = page_of(world, world.exhibitor)
    assert (page.count('aria-pressed="false"'), page.count('aria-pressed="true"'), recalled in page) == (3, 0, False)
    make_wish(world.own, world.stand, "no")
    page = page_of(world, world.exhibitor)
    assert re.findall(r'id="(\w+)-\w+" aria-pressed="true"', page) == ["no"]
    assert recalled in page


def test_a_company_without_a_country_or_a_stand_shows_none(world: World) -> None:
    quiet = make_exhibitor(world.edition, "Sierra", organisation=make_organisation("Sierra", country=""), has_stand=False)
    assert head(page_of(world, quiet)) == "Sierra HKG Must Like No"


def test_what_the_very_first_request_offers_is_not_offered_to_another(world: World) -> None:
    make_request(world.own, calendar_of(make_delegate(world.edition)), pk=1, slots=(HK_MORNING,))
    assert HK_MORNING.isoformat() not in page_of(world, world.exhibitor)


def test_a_fresh_form_proposes_nothing_yet(world: World) -> None:
    page = page_of(world, world.exhibitor)
    assert (HK_MORNING.isoformat() in slots_in(page), ticked(page, "slot")) == (True, [])
    staff = [(one.code, one.person.name, False) for one in sorted(staff_of(world.exhibitor), key=lambda one: one.person.name)]
    assert choices(page, "named") == [("", "Whoever is free", True), *staff]
    assert (ticked(page, "level"), 'name="guests"' in page) == (["like"], False)


def test_the_form_of_a_page_sent_twice_is_one_request(world: World) -> None:
    found = re.search(r'name="key" value="(\w+)"', page_of(world, world.exhibitor))
    assert found is not None
    assert is_form_key(found[1])
    for _ in range(2):
        assert "Your request has been sent." in texts(ask(world, key=found[1]))
    assert list(Request.objects.values_list("code", flat=True)) == [found[1]]


def test_somebody_may_be_named_by_the_address_where_there_is_a_choice(world: World) -> None:
    assert chosen(page_of(world, world.exhibitor, f"?named={world.seller.code}"), "named") == [world.seller.code]
    assert choices(page_of(world, make_exhibitor(world.edition, staff=1)), "named") == []
    assert choices(page_of(world, make_delegate(world.edition)), "named") == []


def test_a_request_may_be_about_a_work(world: World) -> None:
    title = make_title("Night Ferry")
    make_work(world.edition, title, exhibitor=world.exhibitor)
    page = page_of(world, world.exhibitor, f"?title={title.code}")
    assert f'<input type="hidden" name="title" value="{title.code}">' in page
    assert between(page, f'value="{title.code}">', "</p>") == "About Night Ferry"
    assert 'name="title"' not in page_of(world, world.exhibitor, "?title=absent")
    shown = texts(ask(world, title=title.code))
    assert Request.objects.get().title == title
    assert between(shown, "<dt>About</dt>", "</dd>") == "Night Ferry"
    assert '<bdi class="about" lang="en">Night Ferry</bdi>' in texts(world.selling.get(f"{world.root}/requests/"))


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("evil \u202e sign", "A character here cannot be shown (a control or direction sign). Type the text again."),
        ("nothing \x00 here", "Null characters are not allowed."),
    ],
)
def test_a_message_that_nobody_could_read_is_refused(world: World, message: str, sentence: str) -> None:
    response = ask(world, message=message)
    assert (response.status_code, sentence in texts(response), Request.objects.count()) == (422, True, 0)


def test_asking_while_it_is_not_possible_leads_to_the_page_that_says_why(world: World) -> None:
    world.edition.rounds.update(status="frozen")
    page = texts(ask(world))
    assert "You cannot ask for this meeting now. This page says why." in page
    assert "The schedule is being computed." in page
