"""The list of requests: a line each with who, which way, how much, about what, when and in which state."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from praya.match.requests.models import Request
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    SENT_AT,
    calendar_of,
    make_delegate,
    make_exhibitor,
    make_meeting,
    make_organisation,
    make_person,
    make_request,
)
from tests.match.requests.world import World, listed, texts

pytestmark = pytest.mark.django_db
DAY = datetime(2027, 2, 2, tzinfo=UTC) - datetime(2027, 2, 1, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return World()


def lines(world: World, query: str = "", **headers) -> list[str]:
    page = texts(world.selling.get(f"{world.root}/requests/{query}", headers=headers))
    return re.findall(r"<li><div>.*?</li>", page)


def line(world: World, request: Request, name: str, small: str, pill: str) -> str:
    address = f"{world.root}/requests/{request.code}/"
    return f'<li><div><a href="{address}">{name}</a><small>{small}</small></div><span class="pill {pill}</span></li>'


def slot(day: str, clock: str, start: datetime, own: str = "") -> str:
    second = f' <small class="own-time">{own}</small>' if own else ""
    return f'<span class="when">{day} <time datetime="{start.isoformat()}">{clock}</time>{second}</span>'


def test_a_line_says_who_which_way_how_much_when_and_in_which_state(world: World) -> None:
    person = make_person("Ada <Asker>", names={"zh-Hant": "問君"})
    buyer = calendar_of(make_delegate(world.edition, person=person, organisation=make_organisation("Harbour & Co")))
    away = calendar_of(make_delegate(world.edition, name="Remy", site=None))
    la = calendar_of(make_exhibitor(world.edition, "Sierra", site="la"))
    received = make_request(buyer, world.stand, slots=(HK_AFTERNOON, HK_MORNING), sent_at=SENT_AT, level="must")
    sent = make_request(world.stand, la, slots=(HK_MORNING,), sent_at=SENT_AT + DAY)
    met = make_request(world.stand, away, status="accepted", slots=(HK_AFTERNOON,), sent_at=SENT_AT + 2 * DAY)
    make_meeting(world.stand, away, request=met)
    over = make_request(world.own, world.stand, status="declined", slots=(HK_MORNING,), sent_at=SENT_AT + 3 * DAY)
    hk, la_chip = '<span class="chip hue-1">HKG</span>', '<span class="chip hue-2">LAX</span>'
    name = '<bdi>Ada &lt;Asker&gt;</bdi> <bdi class="name-other" lang="zh-Hant">問君</bdi>'
    theirs = "to them · <strong>like</strong>"
    early = slot("Tue 16 Mar", "09:00", HK_MORNING)
    far = slot("Mon 15 Mar", "18:00", HK_MORNING, "Tue 16 Mar 09:00")
    when = f'<time datetime="{over.sent_at.isoformat()}">4 Feb 11:00</time>'
    assert lines(world, "?box=all") == [
        line(world, over, "<bdi>Bao Buyer</bdi>", f"to you · <strong>like</strong> · {when}", 'pill-bad">declined'),
        line(world, met, "<bdi>Remy</bdi>", f"{theirs} · {early} <small>HKT</small>", 'pill-done">scheduled'),
        line(world, sent, "<bdi>Sierra</bdi>", f"{theirs} · {far} {la_chip}", 'pill-wait">sent'),
        line(
            world,
            received,
            name,
            f"to you · <strong>must</strong> · <bdi>Harbour &amp; Co</bdi> · {early} {hk}",
            'pill-wait">sent',
        ),
    ]
    page = texts(world.selling.get(f"{world.root}/requests/?box=all"))
    assert page.count("</li><li><div>") == 3


@pytest.mark.parametrize(("language", "tag", "name"), [("zh-hant", "zh-Hant", "問君"), ("zh-hans", "zh-Hans", "问君")])
def test_a_line_has_the_name_that_its_reader_would_write(world: World, language: str, tag: str, name: str) -> None:
    person = make_person("Ada Asker", names={"zh-Hant": "問君", "zh-Hans": "问君"})
    make_request(calendar_of(make_delegate(world.edition, person=person)), world.stand)
    found = lines(world, **{"accept-language": language})
    assert [re.findall(r'<bdi class="name-other" lang="([\w-]+)">(\w+)</bdi>', one) for one in found] == [[(tag, name)]]


def test_the_list_keeps_its_box_and_its_state(world: World) -> None:
    page = texts(world.selling.get(f"{world.root}/requests/?box=sent&status=expired"))
    tabs = re.findall(r'<a href="\?box=(\w+)"( aria-current="page")?>(\w+)</a>', page)
    assert tabs == [("received", "", "Received"), ("sent", ' aria-current="page"', "Sent"), ("all", "", "All")]
    assert '<input type="hidden" name="box" value="sent">' in page
    states = re.findall(r'<option value="(\w*)"( selected)?>', page.partition('<select id="status"')[2])
    unchosen = [(state, "") for state in ("", "sent", "accepted", "declined", "withdrawn")]
    assert states[:6] == [*unchosen, ("expired", " selected")]
    assert "Mark whom you must or would like to meet" in page
    assert "Requests that others send you appear here." in texts(world.selling.get(f"{world.root}/requests/"))


def test_a_page_beyond_the_end_is_the_last(world: World) -> None:
    request = world.request(status="accepted")
    address = f"{world.root}/requests/"
    for number in ("2", "99999", "0", "-1", "x", "", "100000"):
        assert listed(world, texts(world.selling.get(f"{address}?page={number}"))) == [request.code]
