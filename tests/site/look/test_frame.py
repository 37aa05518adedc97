"""The frame shows each visitor their own menu, and every page keeps to the house's manners."""

import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from praya.core.features.menus import Link
from praya.core.templatetags.frame import ShownLink, address_with, icon, shown_links, way
from tests.builders import make_delegate, make_edition, make_person, make_team_member, sign_in

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def current(page: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)" aria-current="page">', page)


def test_a_link_without_a_page_is_left_out() -> None:
    links = (Link("manage_sites", "Sites", "site", 10), Link("no_such_page", "Nowhere", "flag", 20))
    assert shown_links(links, "market-2027") == [ShownLink("manage_sites", "Sites", "site", "/e/market-2027/manage/sites/")]
    assert (way("no_such_page"), way("home")) == ("", "/")


def test_the_organisers_rail_marks_where_they_are() -> None:
    organiser = make_team_member(make_edition("market-2027"))
    page = page_of(sign_in(Client(), organiser), "/e/market-2027/manage/sites/")
    assert current(page) == ["/e/market-2027/manage/sites/"]


def test_a_delegate_has_one_rail_and_no_way_to_manage() -> None:
    person = make_person()
    make_delegate(make_edition("market-2027"), person=person)
    page = page_of(sign_in(Client(), person.account), "/e/market-2027/people/")
    assert current(page) == ["/e/market-2027/people/"]
    assert page.count('<nav class="rail') == 1
    assert "/manage/" not in page


def test_the_clocks_show_each_site_and_the_viewer_elsewhere() -> None:
    person = make_person()
    make_delegate(make_edition("market-2027"), person=person, site=None)
    page = page_of(sign_in(Client(), person.account), "/e/market-2027/people/")
    assert re.findall(r'data-zone="([^"]+)"', page) == ["Asia/Hong_Kong", "America/Los_Angeles", "Europe/Paris"]


def test_a_viewer_at_a_site_has_no_clock_of_their_own() -> None:
    person = make_person()
    make_delegate(make_edition("market-2027"), person=person, site="la")
    page = page_of(sign_in(Client(), person.account), "/e/market-2027/people/")
    assert re.findall(r'data-zone="([^"]+)"', page) == ["Asia/Hong_Kong", "America/Los_Angeles"]


def test_icons_speak_only_when_they_have_a_label() -> None:
    assert 'aria-hidden="true"' in icon("agenda")
    assert icon("agenda", "Agenda") == (
        '<svg class="icon" role="img" aria-label="Agenda"><use href="/static/praya/icons.svg#agenda"/></svg>'
    )


def test_only_icons_along_the_line_of_reading_turn_around() -> None:
    assert {name for name in ("agenda", "back", "clock", "moved", "next", "search", "trail") if "turns" in icon(name)} == {
        "back",
        "moved",
        "next",
        "trail",
    }


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    from pathlib import Path

    source = Path("src/praya")
    drawn = {
        symbol if path.parent.name == "praya" else f"{path.parent.name}/{symbol}"
        for path in source.rglob("static/*/icons.svg")
        for symbol in re.findall(r'<symbol id="([^"]+)"', path.read_text())
    }
    used = {name for path in source.rglob("*.html") for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert used - drawn == set()


def test_a_room_may_draw_icons_of_its_own() -> None:
    assert (icon("bell"), icon("calls/bell")) == (
        '<svg class="icon" aria-hidden="true"><use href="/static/praya/icons.svg#bell"/></svg>',
        '<svg class="icon" aria-hidden="true"><use href="/static/calls/icons.svg#bell"/></svg>',
    )


def test_addresses_keep_the_filters_when_one_word_changes() -> None:
    context = Context({"request": RequestFactory().get("/", {"q": "葉", "page": "2"})})
    assert address_with(context, page=3) == "?q=%E8%91%89&page=3"
    assert address_with(context, page="", q="a b") == "?q=a+b"
    assert address_with(Context({})) == "?"


def test_a_message_with_an_address_can_be_undone() -> None:
    template = Template('{% include "core/components/toast.html" with text="Declined." undo="/undo/" csrf_token="t" only %}')
    toast = template.render(Context({}))
    assert '<form method="post" action="/undo/"><input type="hidden" name="csrfmiddlewaretoken" value="t">' in toast


@pytest.mark.parametrize(
    ("words", "bar", "said"),
    [
        ('state="waiting" note="n"', "", "Waiting for a worker."),
        ('state="running" note="checking" total=8 done=2 share=25', ' value="2" max="8"', "checking"),
        ('state="running" note="n" total=8 done=2 counts=True', ' value="2" max="8"', 'n <span class="num">2 / 8</span>'),
        ('state="running" note="n" counts=True', "", "n"),
    ],
)
def test_a_job_is_asked_for_again_and_says_how_far_it_is(words: str, bar: str, said: str) -> None:
    source = f'{{% include "core/components/busy.html" with name="file" address="/f/" label="Wait" {words} only %}}'
    page = Template(source).render(Context({}))
    assert '<div id="file-busy" hx-get="/f/" hx-trigger="every 1s"' in page
    assert f'<label for="file-progress">Wait</label><progress id="file-progress"{bar}>' in page
    assert f'<small class="soft">{said}</small>' in page
    assert '<noscript><p><a class="button" href="/f/">Look again</a></p></noscript>' in page


def test_an_unknown_address_answers_in_the_frame(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


def test_the_page_for_broken_programs_needs_nothing() -> None:
    from django.template.loader import render_to_string

    assert "Something broke on our side" in render_to_string("500.html")
    assert "Nothing was changed. Go back and send less" in render_to_string("400.html")
