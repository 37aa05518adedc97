"""Fill every declared list with as many rows as a test wants; a list of a new room brings its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praya.core.audit.actions import record
from praya.core.lists.declaring import Listing
from praya.core.lists.serving import file_route
from praya.match.scheduling.models import Run, Verdict
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.show.lists.models import ShortlistItem
from praya.show.searches.models import SavedSearch
from tests import builders as make
from tests.access.written import ROOMS


@dataclass
class Market:
    """Hold an edition with a delegate of a company who is in the team, too, and so may read every list."""

    edition: Edition
    me: Delegate
    other: Delegate
    client: Client
    words: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def address(self, listing: Listing, form: str = "page") -> str:
        """Return where the list is shown as a page, as JSON ("api"), or as a file of a kind."""
        route = {"page": listing.name, "api": f"{listing.name}_api"}.get(form) or file_route(listing)
        kind = {} if form in {"page", "api"} else {"kind": form}
        return reverse(route, kwargs={"edition": self.edition.slug, **self.words, **kind})

    def fill(self, listing: Listing, rows: int) -> None:
        """Add rows to a list."""
        for _ in range(rows):
            self.count += 1
            ROWS[listing.name](self, self.count)


def make_market() -> Market:
    """Make a market with nothing in its lists but what every list needs."""
    edition = make.make_edition("autumn")
    me = make.make_delegate(edition, name="Mei Lam", organisation=make.make_organisation("Lantern"))
    other = make.make_delegate(edition, name="Bo Chan")
    for one in (me, other):
        make.make_calendar(one)
    client = make.sign_in(Client(), make.make_team_member(edition, me.person.account))
    return Market(edition, me, other, client)


def _decided(market: Market, number: int) -> None:
    one, other = make.make_person(f"Ana {number}"), make.make_person(f"Anna {number}")
    make.make_resemblance(market.edition, one, other, state="different", decided_at=timezone.now())


def _own_history(market: Market, number: int) -> None:
    if "code" not in market.words:
        title = make.make_title(owner=market.me.organisation)
        market.words["code"], market.words_title = title.code, title  # type: ignore[attr-defined]
    record("publish title", market.words_title, by=None, edition=market.edition.pk, after={"remark": f"r {number}"})  # type: ignore[attr-defined]


def _item(market: Market, number: int) -> None:
    if "code" not in market.words:
        market.words["code"] = make.make_shortlist(market.me, name="Autumn").code
    shortlist = market.me.shortlists.get(code=market.words["code"])
    facts = {"position": number, "added_by": market.me, "added_at": timezone.now()}
    ShortlistItem.objects.create(shortlist=shortlist, work=make.make_work(market.edition), **facts)


def _verdict(market: Market, number: int) -> None:
    if "code" not in market.words:
        market.words["code"] = make.make_run(make.make_round(market.edition), status=Run.Status.DONE).code
    request = _request(market, number)
    Verdict.objects.create(run=Run.objects.get(code=market.words["code"]), request=request, reason="quota")


def _request(market: Market, number: int) -> Any:
    sender = make.make_calendar(make.make_delegate(market.edition, name=f"Asker {number}"))
    return make.make_request(sender, make.calendar_of(market.me))


def _delegate(market: Market, number: int) -> Delegate:
    return make.make_delegate(market.edition, name=f"Guest {number}", organisation=make.make_organisation(f"Company {number}"))


def _reported(market: Market, number: int) -> None:
    thread = make.make_thread(_delegate(market, number), market.me)
    make.make_abuse_report(make.make_message(thread, thread.starter), by=market.me)


ROWS: dict[str, Callable[[Market, int], object]] = {
    "manage_delegates": _delegate,
    "manage_exhibitors": lambda market, number: make.make_exhibitor(market.edition, f"House {number}", site="hk"),
    "manage_duplicates_decided": _decided,
    "manage_trail": lambda market, number: record("set hours", "meet.site", by=None, edition=market.edition.pk),
    "saved_searches": lambda market, number: SavedSearch.objects.create(
        delegate=market.me, name=f"Search {number}", words=f"q=spy+{number}"
    ),
    "manage_works": lambda market, number: make.make_work(market.edition, status="submitted"),
    "my_works": lambda market, number: make.make_title(owner=market.me.organisation),
    "my_work_history": _own_history,
    "lists": lambda market, number: make.make_shortlist(market.me, name=f"List {number}"),
    "list": _item,
    "manage_run": _verdict,
    "manage_heatmaps": lambda market, number: make.make_calendar(_delegate(market, number)),
    "exhibitors": lambda market, number: make.make_calendar(make.make_exhibitor(market.edition, f"House {number}", site="hk")),
    "people": lambda market, number: make.make_calendar(_delegate(market, number)),
    "requests": _request,
    "messages": lambda market, number: make.make_thread(_delegate(market, number), market.me, f"Hello {number}"),
    "manage_abuse": _reported,
}
# A room names its rows in its tests' access.py.
ROWS |= {name: add for room in ROOMS.values() for name, add in getattr(room, "ROWS", {}).items()}
# Lists whose rows nobody adds, each with the reason.
FIXED = {"manage_suggestions": "its rows are the kinds of reasons"}
