"""Take many requests at one instant: nobody gets a seat twice, no seat is given twice, and a pass opens nothing for others."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from threading import Barrier
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.test import Client
from django.utils import timezone

from praya.meet.seats import actions
from praya.meet.seats.ledger import unlike
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.rushing import Asked, Reply, answer_all
from praya.meet.seats.taking import Wanted, take
from praya.site.front import Front
from praya.site.rush import SeatRush
from tests import builders as make
from tests.builders.seats import EARLY

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def all_at_once(calls: list[Any]) -> list[Any]:
    """Call everything at the same moment, each on its own connection."""
    barrier = Barrier(len(calls))

    def one(call: Any) -> Any:
        barrier.wait(30)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_of_many_at_once_as_many_sit_as_there_are_seats_and_give_back_what_others_get(place, people) -> None:
    admission = make.make_admission(place, seats=3)
    crowd = people(8)
    twice = [*crowd, *crowd[:4]]
    all_at_once([lambda one=one: take(admission.pk, [Wanted(one.pk, EARLY)]) for one in twice])
    rows = list(Seat.objects.filter(admission=admission).order_by("number").values_list("number", "state"))
    assert rows == [(number, "seated" if number <= 3 else "queued") for number in range(1, 9)]
    seated = list(Seat.objects.filter(admission=admission, state="seated"))
    late = people(3)
    calls: list[Any] = [lambda seat=seat: actions.give_back(seat, by=None, at=EARLY + HOUR) for seat in seated]
    calls += [lambda one=one: take(admission.pk, [Wanted(one.pk, EARLY + HOUR)]) for one in late]
    all_at_once(calls)
    states = list(Seat.objects.filter(admission=admission).order_by("number").values_list("state", flat=True))
    assert [states.count(word) for word in ("given_back", "seated", "queued")] == [3, 3, 5]
    assert list(Seat.objects.filter(admission=admission, state="seated").values_list("number", flat=True)) == [4, 5, 6]
    assert unlike(Admission.objects.get(pk=admission.pk), EARLY + 2 * HOUR) == []


def pass_of(client: Client, place: Any) -> str:
    """Return the pass of the button on a session's page."""
    text = client.get(f"/e/spring/programme/{place.session.code}/").content.decode()
    found = re.search(r'action="[^"]*/ask/\?pass=([^"]+)"', text)
    assert found is not None
    return unescape(found[1])


def signed_in(one: Any) -> tuple[Client, str]:
    client = make.sign_in(Client(), one.person.account)
    return client, client.cookies[settings.SESSION_COOKIE_NAME].value


def sent(code: str, granted: str, session: str, *, rush: SeatRush, pages: list[str], **headers: str) -> list[dict[str, Any]]:
    """Send what the button sends through the front; return what it answered itself."""
    answers: list[dict[str, Any]] = []

    async def to_pages(scope: Any, receive: Any, send: Any) -> None:
        pages.append(scope["path"])

    async def send(message: Any) -> None:
        answers.append(dict(message))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"csrfmiddlewaretoken=x", "more_body": False}

    cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
    more = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/e/spring/seats/{code}/ask/",
        "query_string": f"pass={granted}".encode(),
        "headers": [(b"content-length", b"21"), (b"cookie", cookie), *more],
    }
    asyncio.run(Front(to_pages, None, rush=rush)(scope, receive, send))
    return answers


def close_own() -> None:
    """Close the connection of the thread that calls."""
    connection.close()


@pytest.fixture
def rush() -> Any:
    found = SeatRush()
    yield found
    found.executor.submit(close_own).result()
    found.executor.shutdown()


def test_the_front_takes_a_button_with_its_pass_and_leaves_everything_else_to_the_pages(place, people, rush) -> None:
    admission = make.make_admission(place, seats=1)
    one, other = people(2)
    client, session = signed_in(one)
    _other_client, foreign = signed_in(other)
    granted = pass_of(client, place)
    for words in (
        ("x", session, {}),
        (granted, foreign, {}),
        (granted, "", {}),
        (granted, session, {"authorization": "Bearer x"}),
        (granted, session, {"sec_fetch_site": "cross-site"}),
    ):
        pages: list[str] = []
        answers = sent(admission.code, words[0], words[1], rush=rush, pages=pages, **words[2])
        assert (len(pages), answers) == (1, []), words
    assert not Seat.objects.exists()
    pages = []
    answers = sent(admission.code, granted, session, rush=rush, pages=pages)
    headers = dict(answers[0]["headers"])
    assert (pages, answers[0]["status"]) == ([], 303)
    assert headers[b"location"].decode() == f"/e/spring/programme/{place.session.code}/#seats"
    assert Seat.objects.get().delegate == one
    sent(admission.code, granted, session, rush=rush, pages=pages)
    assert Seat.objects.count() == 1


def asked(granted: str, session: str) -> Asked:
    from praya.meet.seats.passes import read_pass

    found = read_pass(unquote(granted))
    assert found is not None
    return Asked(found, session, timezone.now())


def test_in_a_rush_everybody_reads_on_one_page_what_came_of_it(place, people) -> None:
    admission = make.make_admission(place, seats=1, at=timezone.now())
    sessions = [signed_in(one) for one in people(3)]
    replies = answer_all([asked(pass_of(client, place), session) for client, session in sessions], is_calm=False)
    texts = [reply.page.decode() for reply in replies if reply is not None]
    assert [reply.status for reply in replies if reply is not None] == [200, 200, 200]
    assert ("You have a seat." in texts[0], "Your place: 1" in texts[1], "Your place: 2" in texts[2]) == (True, True, True)
    Admission.objects.filter(pk=admission.pk).update(opens_at=timezone.now() + HOUR)
    late = signed_in(people(1)[0])
    reply = answer_all([asked(pass_of(late[0], place), late[1])], is_calm=True)[0]
    assert (reply.status if reply else 0, b"Booking is not open to you yet." in reply.page if reply else False) == (422, True)


def test_a_pass_ends_with_its_session_its_account_and_every_other_sign_in(place, people) -> None:
    make.make_admission(place, seats=5, at=timezone.now())
    gone, closed, changed, refused = people(4)
    wanted = []
    for one in (gone, closed, changed, refused):
        client, session = signed_in(one)
        wanted.append(asked(pass_of(client, place), session))
        if one is gone:
            request = client.request().wsgi_request
            logout(request)
    type(closed.person.account).objects.filter(pk=closed.person.account.pk).update(is_active=False)
    changed.person.account.set_password("another one that nobody knows")
    changed.person.account.save()
    refused.status = "refused"
    refused.save()
    replies: list[Reply | None] = answer_all(wanted, is_calm=True)
    assert replies[:3] == [None, None, None], "the pages answer these, as they answer anybody"
    assert replies[3] is not None
    assert replies[3].status == 422
    assert not Seat.objects.exists()
