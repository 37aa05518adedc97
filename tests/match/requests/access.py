"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from praya.core.letters.models import Letter
from praya.match.requests.models import Request, Wish
from praya.match.requests.queries import wishes_of
from praya.meet.notices.actions import tell
from praya.meet.notices.letters import delegate_of
from tests import builders as make
from tests.access import roles
from tests.access.company import Company
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import AT_DESK, BUYER, COMPANY, DELEGATE, INSIDERS, MEETERS, NOBODY, ORGANISER, PARTIES, STAFF
from tests.access.secret_facts import Secret
from tests.access.world import World

# What a side can take back for ten minutes: its own words, and those that the other one has told it.
PLAIN = {"match.request": "stood"}
CALENDAR = {"code": "calendar"}
REQUEST = {"code": "request"}

POLICY = {
    "wishes": edition(MEETERS, POST, body=lambda world, which: {"like": world.objects["calendar"]["others"]}),
    "calendar": thing(CALENDAR, INSIDERS),
    "wish": thing(CALENDAR, MEETERS, POST, body=lambda world, which: {"level": "like"}),
    "ask": thing(CALENDAR, MEETERS, POST, body=lambda world, which: {"level": "like", "message": "May we?"}),
    "my_wishes": edition(MEETERS),
    "requests": edition(MEETERS),
    "request": thing(REQUEST, PARTIES, others=NOBODY),
    "request_edit": thing(
        REQUEST, PARTIES, POST, others=NOBODY, body=lambda world, which: {"level": "must", "message": "Again", "version": "1"}
    ),
    "request_accept": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_decline": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_propose": thing(REQUEST, PARTIES, BOTH, others=NOBODY),
    "request_book": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_reopen": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_recall": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_restore": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_resume": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_withdraw": thing(REQUEST, PARTIES, POST, others=NOBODY),
}


MASKS = [
    (re.compile(r"/requests/[a-z0-9]{14}/"), "/requests/NEW/"),
    (re.compile(r"^Answer by: .*$", re.MULTILINE), "Answer by: LATER"),
]
DEALINGS = {"wishes", "wish", "ask", "request_edit", "request_withdraw"}
# That a side has changed its wishes stands in the trail, whatever it said; a test of its own compares what stands there.
WISHES_TRAIL = frozenset({"manage_trail", "manage_trail_file", "manage_trail_api"})


def fill(world: World) -> None:
    """Let each buyer ask the exhibitor for a meeting."""
    for which in world.affairs:
        host, guest = world.calendars[f"host {which}"], world.calendars[f"guest {which}"]
        parties = sorted(roles.PARTIES) if which == "ours" else []
        asked = make.make_request(
            guest,
            host,
            message=world.secret(f"message of {which}", *parties),
            sent_by=guest.delegate,
            status=Request.Status.SENT,
            code=world.secret(f"code of request {which}", *parties, world.keeper(which)),
            slots=(make.HK_AFTERNOON,),
        )
        make.make_wish(guest, host, by=guest.delegate)
        world.put("request", which, asked.code)
        world.rows[f"request {which}"] = asked


OWN = {STAFF: "host ours", BUYER: "guest ours", DELEGATE: "third"}


def _veto(role: str, theirs: str) -> Callable[[World], object]:
    """Let somebody say no on the page of another, as they would; after an agreement a *no* comes by import alone."""

    def say(world: World) -> object:
        client = make.sign_in(Client(), world.accounts[role])
        path = f"/e/{world.editions['main'].slug}/with/{world.calendars[theirs].code}/wish/"
        before = Wish.objects.filter(level="no").count()
        answer = client.post(path, {"level": "no"})
        if Wish.objects.filter(level="no").count() == before:
            make.make_wish(world.calendars[OWN[role]], world.calendars[theirs], "no")
        assert (answer.status_code, Wish.objects.filter(level="no").count()) == (302, before + 1)
        return answer

    return say


def _request_of_others(world: World) -> object:
    return make.make_request(
        world.calendars["third"], world.calendars["host others"], message="Between us", sent_at=timezone.now()
    )


SECRETS = [
    Secret("a no to somebody who has asked", _veto(STAFF, "guest ours"), COMPANY, WISHES_TRAIL),
    Secret("a no out of the blue", _veto(BUYER, "host others"), frozenset({BUYER}), WISHES_TRAIL),
    Secret("a no to somebody who has not asked", _veto(STAFF, "third"), COMPANY, WISHES_TRAIL),
    Secret("a no of a third", _veto(DELEGATE, "host ours"), frozenset({DELEGATE}), WISHES_TRAIL),
    Secret(
        "a like that was not sent",
        lambda world: make.make_wish(world.calendars["guest ours"], world.calendars["third"]),
        frozenset({BUYER, ORGANISER}),
    ),
    Secret(
        "the words of a request",
        lambda world: Request.objects.filter(pk=world.rows["request ours"].pk).update(message="Other words"),
        PARTIES,
    ),
    Secret("a request of two others", _request_of_others, AT_DESK | {DELEGATE}),
]


def _wish(market: Any, number: int) -> None:
    company = make.make_exhibitor(market.edition, f"House {number}", site="hk")
    make.make_wish(make.calendar_of(market.me), make.calendar_of(company))


ROWS = {"my_wishes": _wish}
WAYS = ("/e/{e}/my-wishes/", "/e/{e}/requests/?box=all", "/e/{e}/requests/?box=sent", "/e/{e}/requests/?box=received")


def keep(company: Company) -> None:
    """Let the company ask others and be asked, wish, and be told what they answered."""
    edition, host = company.world.editions["main"], company.world.calendars["host ours"]
    partners = [make.make_calendar(make.make_delegate(edition)) for _ in range(4)]
    asked = make.make_request(
        host, partners[0], sent_by=company.colleague, message=company.word("a colleague's request"), code="reederei-asked"
    )
    mine = make.make_request(
        host, partners[1], sent_by=company.me, message=company.word("one's own request, reworded since"), code="reederei-mine"
    )
    named = make.make_request(partners[2], host, named=company.me, message=company.word("a request to the company by name"))
    plain = make.make_request(partners[3], host, message=company.word("a request to the company"))
    group = make.make_request(partners[2], partners[3], message=company.word("a request to which the company is invited"))
    group.guests.add(host)
    for request, path in ((asked, "asked"), (mine, "mine"), (named, "named"), (plain, "plain"), (group, "group")):
        company.world.put(f"reederei {path}", "ours", request.code)
        company.world.put(f"reederei_{path}", "ours", request.code)
    make.make_wish(host, partners[0], by=company.colleague)
    wished = "match.wish calendar__exhibitor__organisation"
    company.look("the wishes of the company", lambda me: partners[0].pk in wishes_of(me), wished)
    tell([company.me.pk], "accepted", company=company.me.organisation_id, **{"with": company.word("who answered the company")})
    tell([company.me.pk], "accepted", **{"with": company.own_word("who answered oneself")})
    letter = Letter.objects.filter(company=company.me.organisation_id).latest("pk")
    company.look("a letter that waits", lambda me: delegate_of(letter) is not None, "core.letter company")


WAYS += tuple(f"/e/{{e}}/requests/{{reederei_{name}}}/" for name in ("asked", "mine", "named", "plain", "group"))
