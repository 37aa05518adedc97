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


def line(world: World, request: Request, name: str, small: str, pill: str, buttons: str = "") -> str:
    address = f"{world.root}/requests/{request.code}/"
    return f'<li><div><a href="{address}">{name}</a><small>{small}</small></div><span class="pill {pill}</span>{buttons}</li>'


def answering(world: World, request: Request, name: str, said: str = "Accept", slot: str = "") -> str:
    """Return the buttons that answer a request in the list."""
    address = f"{world.root}/requests/{request.code}/"
    return (
        f'<span class="row"><button class="small primary" formaction="{address}accept/?version=1&amp;back=received" '
        f'name="starts_at" value="{slot}" aria-label="{said}: {name}">{said}</button>'
        f'<a class="button small" href="{address}propose/" aria-label="Other times: {name}">Other times</a>'
        f'<button class="small" formaction="{address}decline/?back=received" aria-label="Decline: {name}">Decline</button></span>'
    )


def slot(day: str, clock: str, start: datetime, mark: str, own: str = "") -> str:
    second = f' <small class="own-time">{own}</small>' if own else ""
    return f'<span class="when">{day} <time datetime="{start.isoformat()}">{clock}</time>{second} {mark}</span>'


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
    early = slot("Tue 16 Mar", "09:00", HK_MORNING, hk)
    online = slot("Tue 16 Mar", "09:00", HK_MORNING, '<small title="UTC+8">Hong Kong</small>')
    far = slot("Mon 15 Mar", "18:00", HK_MORNING, la_chip, "Tue 16 Mar 09:00")
    when = f'<time datetime="{over.sent_at.isoformat()}">4 Feb 11:00</time>'
    assert lines(world, "?box=all") == [
        line(world, over, "<bdi>Bao Buyer</bdi>", f"to you · <strong>like</strong> · {when}", 'pill-bad">declined'),
        line(world, met, "<bdi>Remy</bdi>", f"{theirs} · {online}", 'pill-done">scheduled'),
        line(world, sent, "<bdi>Sierra</bdi>", f"{theirs} · {far}", 'pill-wait">waits for their answer'),
        line(
            world,
            received,
            name,
            f"to you · <strong>must</strong> · <bdi>Harbour &amp; Co</bdi> · {early}",
            'pill-info">waits for your answer',
            answering(world, received, "Ada &lt;Asker&gt;", "Accept, Tue 16 Mar 14:00", HK_AFTERNOON.isoformat()),
        ),
    ]
    page = texts(world.selling.get(f"{world.root}/requests/?box=all"))
    assert page.count("</li><li><div>") == 3


@pytest.mark.parametrize(("language", "tag", "name"), [("zh-hant", "zh-Hant", "問君"), ("zh-hans", "zh-Hans", "问君")])
def test_a_line_has_the_name_that_its_reader_would_write(world: World, language: str, tag: str, name: str) -> None:
    person = make_person("Ada Asker", names={"zh-Hant": "問君", "zh-Hans": "问君"})
    make_request(calendar_of(make_delegate(world.edition, person=person)), world.stand)
    found = lines(world, **{"accept-language": language})
    assert [re.findall(r'<bdi lang="([\w-]+)">(\w+)</bdi>', one) for one in found] == [[(tag, name)]]


def test_the_list_keeps_its_box_and_its_state(world: World) -> None:
    page = texts(world.selling.get(f"{world.root}/requests/?box=sent&status=expired"))
    tabs = re.findall(r'<a href="\?box=(\w+)"( aria-current="page")?>(\w+)</a>', page)
    assert tabs == [("received", "", "Received"), ("sent", ' aria-current="page"', "Sent"), ("all", "", "All")]
    assert '<input type="hidden" name="box" value="sent">' in page
    states = re.findall(r'<option value="(\w*)"( selected)?>', page.partition('<select id="status"')[2])
    unchosen = [(state, "") for state in ("", "sent", "countered", "accepted", "declined", "withdrawn")]
    assert states[:7] == [*unchosen, ("expired", " selected")]
    assert "Mark whom you must or would like to meet" in page
    assert "Requests that others send you appear here." in texts(world.selling.get(f"{world.root}/requests/"))


def test_what_waits_comes_first_among_those_received(world: World) -> None:
    asking = [calendar_of(make_delegate(world.edition)) for _ in range(4)]
    facts = [{"status": "sent"}, {"status": "declined"}, {"status": "sent"}, {"status": "accepted"}]
    oldest, *others = [
        make_request(one, world.stand, sent_at=SENT_AT + number * DAY, **fact)
        for number, (one, fact) in enumerate(zip(asking, facts, strict=True))
    ]
    make_meeting(asking[2], world.stand, request=others[1])
    expected = [oldest, *reversed(others)]
    assert listed(world, texts(world.selling.get(f"{world.root}/requests/"))) == [one.code for one in expected]
    everything = sorted([oldest, *others], key=lambda one: one.sent_at, reverse=True)
    assert listed(world, texts(world.selling.get(f"{world.root}/requests/?box=all"))) == [one.code for one in everything]


def test_what_waits_is_without_what_the_schedule_has_placed_unanswered(world: World) -> None:
    waiting, placed = (make_request(calendar_of(make_delegate(world.edition)), world.stand) for _ in range(2))
    make_meeting(placed.sender, world.stand, request=placed)
    page = texts(world.selling.get(f"{world.root}/requests/?box=received&status=sent"))
    assert listed(world, page) == [waiting.code]


def test_a_page_beyond_the_end_is_the_last(world: World) -> None:
    request = world.request(status="accepted")
    address = f"{world.root}/requests/"
    for number in ("2", "99999", "0", "-1", "x", "", "100000"):
        assert listed(world, texts(world.selling.get(f"{address}?page={number}"))) == [request.code]
