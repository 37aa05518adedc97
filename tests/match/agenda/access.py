"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from praya.match.agenda.queries import agenda_items
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.unanswered import requests_to_answer
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from tests import builders as make
from tests.access import roles
from tests.access.company import Company
from tests.access.policy import BOTH, GET, POST, Line, edition, thing
from tests.access.roles import BUYER, DELEGATES, EVERYBODY, MEETERS, NOBODY, PARTIES
from tests.access.secret_facts import Secret
from tests.access.world import World

MEETING = {"code": "meeting"}


def _to_a_delegate(world: World, which: str) -> dict[str, str]:
    return {"to": world.delegates[roles.COLLEAGUE].code}


POLICY = {
    "agenda": edition(DELEGATES),
    "agenda_pdf": edition(DELEGATES),
    "meeting": thing(MEETING, PARTIES, others=NOBODY),
    "meeting_outcome": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"outcome": "held"}),
    "meeting_note": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"note": "x"}),
    "meeting_cancel": thing(MEETING, PARTIES, POST, others=NOBODY),
    "meeting_follow_up": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"follow_up_on": "2027-03-20"}),
    "meeting_late": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"minutes": "10"}),
    "meeting_hand_over": thing(MEETING, PARTIES, POST, others=NOBODY, body=_to_a_delegate),
    "meeting_link": thing(MEETING, PARTIES, BOTH, others=NOBODY, body=lambda world, which: {"link": ""}),
    "own_room": edition(DELEGATES, BOTH, body=lambda world, which: {"link": ""}),
    "notices": edition(DELEGATES),
    "notices_read": edition(DELEGATES, POST),
    "availability": edition(MEETERS, BOTH, body=lambda world, which: {"do": "save"}),
    "me": edition(DELEGATES),
    "feed_renew": edition(DELEGATES, POST),
    "feed": Line({"ours": EVERYBODY}, GET, {"token": "feed"}, bearer=BUYER),
}


MASKS = [(re.compile(r"DTSTAMP:\w+"), "stamp")]


def fill(world: World) -> None:
    """Give everybody the private address of a feed, which only they read."""
    for role, delegate in world.delegates.items():
        own = [role] if role in roles.DELEGATES else []
        token = world.secret(f"feed of {role}", *own)
        Delegate.objects.filter(pk=delegate.pk).update(feed_token=token)
        delegate.feed_token = token
    world.put("feed", "ours", world.delegates[roles.BUYER].feed_token)


SECRETS = [
    Secret(
        "an address of a calendar feed",
        lambda world: Delegate.objects.filter(pk=world.delegates["colleague"].pk).update(feed_token="another"),
        frozenset({"colleague"}),
    ),
]


KEPT = {(status, whose): f"kept-{status}-{whose}" for status in ("held", "no_show") for whose in ("mine", "theirs")}
WAYS = ("/e/{e}/agenda/?of=company", "/e/{e}/agenda/", *(f"/e/{{e}}/agenda/{code}/" for code in KEPT.values()))


def keep(company: Company) -> None:
    """Let a colleague, and whoever leaves, say something about meetings that were held and missed, and be told of others."""
    host = company.world.calendars["host ours"]
    for hour, status in enumerate(("held", "no_show")):
        guest = make.make_calendar(make.make_delegate(company.world.editions["main"]))
        at = make.HK_MORNING + timedelta(hours=hour + 1)
        mine, theirs = (
            make.make_meeting(host, guest, at, delegates=(one, guest.delegate), status=status, code=KEPT[status, whose])
            for one, at, whose in ((company.me, at, "mine"), (company.colleague, at + timedelta(minutes=30), "theirs"))
        )
        _say(mine, host, company.colleague, note=company.word(f"a colleague's note on one's own {status} meeting"))
        _say(theirs, host, company.colleague, note=company.word(f"a colleague's note on their {status} meeting"))
    rooms = Meeting.objects.filter(code__in=[code for (_status, whose), code in KEPT.items() if whose == "theirs"])
    room = company.word("the room of what a colleague attends")
    rooms.update(link=f"https://rooms.example.org/{room}")
    guest = make.make_calendar(make.make_delegate(company.world.editions["main"]))
    own = make.make_meeting(host, guest, make.HK_AFTERNOON, delegates=(company.me, guest.delegate), status="held")
    _say(own, host, company.me, note=company.own_word("one's own note on one's own meeting"))
    partner = make.make_person(company.word("whom a colleague meets"))
    other = make.make_calendar(make.make_delegate(company.world.editions["main"], person=partner, status="left"))
    make.make_meeting(host, other, make.HK_AFTERNOON, delegates=(company.colleague, other.delegate), status="held")
    company.look("the meetings of the company", lambda me: len(agenda_items(me, whole_company=True)) > len(agenda_items(me)))
    company.look("the requests that wait for the company", lambda me: _waiting(me) > 0)


def _waiting(me: Delegate) -> int:
    return Delegate.objects.annotate(waiting=requests_to_answer(timezone.now())).get(pk=me.pk).waiting


def _say(meeting: Meeting, party: Party, by: Delegate, *, note: str) -> None:
    Attendance.objects.filter(meeting=meeting, calendar=party).update(note=note, note_by=by)
