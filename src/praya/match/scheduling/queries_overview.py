"""Count where an edition stands, and know the one next action of its organiser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.features.menus import manage_links
from praya.core.features.waiting import counted, counts_of, manage_waiting
from praya.core.templatetags.frame import ways_of
from praya.match.diary.models import Meeting
from praya.match.diary.queries import meeting_counts
from praya.match.requests.models import Request, Round
from praya.match.requests.queries import request_counts
from praya.match.requests.rules import current_round
from praya.match.scheduling.models import Run
from praya.meet.accreditation.models import Category
from praya.meet.accreditation.queries import status_counts
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, OpeningHours, Site, Stand, Table
from praya.meet.exhibitors.models import Exhibitor


@dataclass(frozen=True)
class Overview:
    """Hold what an edition has, in numbers, and its latest round with that round's runs."""

    sites: int
    open_days: int
    categories: int
    delegates: dict[str, int]
    exhibitors: int
    tables: int
    stands: int
    requests: dict[str, int]
    meetings: dict[str, int]
    round: Round | None
    runs: list[Run]
    waiting: Mapping[str, int]

    @property
    def request_count(self) -> int:
        """Return how many requests have been made, withdrawn ones left out."""
        return sum(count for status, count in self.requests.items() if status != Request.Status.WITHDRAWN)

    @property
    def meeting_count(self) -> int:
        """Return how many meetings stand or have taken place."""
        return sum(count for status, count in self.meetings.items() if status != Meeting.Status.CANCELLED)


@dataclass(frozen=True)
class Step:
    """Name one step on the way to a published schedule, whether it is done, and where it is taken."""

    label: str
    text: str
    address: str
    action: str
    is_done: bool


def overview_of(edition: Edition, sites: list[Site]) -> Overview:
    """Return the counts of an edition, in a constant number of queries."""
    current = current_round(edition.pk)
    runs = Run.objects.filter(round=current).defer("problem", "schedule") if current is not None else []
    own = {
        "categories": Category.objects.filter(edition=OuterRef("pk")),
        "exhibitors": Exhibitor.objects.filter(edition=OuterRef("pk")),
        "tables": Table.objects.filter(hall__site__edition=OuterRef("pk")),
        "stands": Stand.objects.filter(hall__site__edition=OuterRef("pk")),
    }
    counts = {f"own_{name}": counted(rows) for name, rows in own.items()} | counts_of(manage_waiting())
    found = Edition.objects.annotate(**counts).values(*counts).get(pk=edition.pk)
    return Overview(
        sites=len(sites),
        open_days=OpeningHours.objects.filter(site__edition=edition).order_by().values("on").distinct().count(),
        delegates=status_counts(edition),
        **{name: found[f"own_{name}"] for name in own},
        requests=request_counts(edition),
        meetings=meeting_counts(edition),
        round=current,
        runs=list(runs),
        waiting={route: found[one.column] for route, one in manage_waiting().items()},
    )


def waits_of(visit: EditionVisit, seen: Overview) -> list[tuple[str, str]]:
    """Return what waits for the visitor, page by page of the menu, as far as they may open it: address and words."""
    ways = [way for _label, links in manage_links() for way in ways_of(links, visit.edition.slug, visit)]
    waiting = manage_waiting()
    return [
        (way.address + waiting[way.name].query, waiting[way.name].said(count))
        for way in ways
        if (count := seen.waiting.get(way.name, 0))
    ]


def steps_of(edition: Edition, seen: Overview) -> list[Step]:
    """Return the steps from an empty edition to the market's days; the first that is not done is the next action."""
    return [*_places(edition, seen), *_people(edition, seen), *_matching(edition, seen)]


def next_step(steps: list[Step]) -> Step:
    """Return the step to take now: the first that is not done, else the last."""
    return next((step for step in steps if not step.is_done), steps[-1])


def _address(name: str, edition: Edition, *words: object) -> str:
    return reverse(name, args=[edition.slug, *words])


def _places(edition: Edition, seen: Overview) -> list[Step]:
    sites = _address("manage_sites", edition)
    return [
        Step(
            _("Sites and opening hours"),
            _("Say in which cities the edition takes place and when each is open."),
            sites,
            _("Set up the sites"),
            seen.open_days > 0,
        ),
        Step(
            _("Tables or stands"),
            _("Meetings need places: tables in a hall, or the exhibitors' stands."),
            sites,
            _("Add tables and stands"),
            seen.tables + seen.stands > 0,
        ),
    ]


def _people(edition: Edition, seen: Overview) -> list[Step]:
    route = "manage_delegates"
    waiting, declared = seen.waiting[route], manage_waiting()[route]
    everybody = sum(seen.delegates.values())
    return [
        Step(
            _("Delegates and exhibitors"),
            _("Import the spreadsheets of organisations and delegates, or add people by hand."),
            _address("manage_import", edition),
            _("Import people"),
            everybody > 0,
        ),
        Step(
            _("Accreditations"),
            declared.said(waiting) if waiting else _("Nobody waits for a decision."),
            _address(route, edition) + declared.query,
            _("Decide"),
            everybody > 0 and waiting == 0,
        ),
    ]


def _matching(edition: Edition, seen: Overview) -> list[Step]:
    current, status = seen.round, seen.round.status if seen.round else None
    rounds = _address("manage_rounds", edition)
    here = _address("manage_round", edition, current.number) if current else rounds
    is_published = status == Round.Status.PUBLISHED
    finished = [run for run in seen.runs if run.status == Run.Status.DONE]
    live = next((run for run in seen.runs if run.status in {Run.Status.WAITING, Run.Status.RUNNING}), None)
    count = seen.request_count
    sent = ngettext("%(count)d request so far.", "%(count)d requests so far.", count) % {"count": count}
    return [
        Step(
            _("Open a round"),
            _("Delegates and exhibitors can then say whom they want to meet."),
            rounds,
            _("Open the round"),
            current is not None,
        ),
        Step(
            _("Freeze the round"),
            sent + " " + _("Freezing ends changes so that a schedule can be computed."),
            here,
            _("Look at the round"),
            status in {Round.Status.FROZEN, Round.Status.PUBLISHED},
        ),
        Step(
            _("Compute a schedule"),
            _("A run places as many wishes as possible and proves how near it is to the best."),
            _address("manage_run", edition, live.code) if live else here,
            _("Watch the run") if live else _("Start a run"),
            bool(finished) or is_published,
        ),
        Step(
            _("Publish"),
            _("Everybody sees their agenda; what changed since the run is checked first."),
            here,
            _("Choose a run to publish"),
            is_published,
        ),
        Step(
            _("On the day"),
            _("Somebody is late or a stand has moved? The repair desk proposes the smallest change."),
            _address("manage_repair", edition),
            _("Go to the repair desk"),
            False,
        ),
    ]
