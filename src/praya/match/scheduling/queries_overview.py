"""Count where an edition stands, and what waits for its team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet

from praya.core.features.waiting import counted, manage_waiting, oldest_of
from praya.core.gathering import Gathered
from praya.core.prepared import Prepared
from praya.match.diary.models import Meeting
from praya.match.diary.queries import meeting_counts
from praya.match.requests.models import Request, Round
from praya.match.requests.queries import request_counts
from praya.match.requests.rounds import rounds_of
from praya.match.scheduling.inbox import Line, lines_of, open_queues
from praya.match.scheduling.models import Run
from praya.meet.accreditation.models import Category
from praya.meet.accreditation.queries import status_counts
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, OpeningHours, Site, Stand, Table
from praya.meet.exhibitors.models import Exhibitor


@dataclass(frozen=True)
class Overview:
    """Hold what an edition has, in numbers, its latest round with that round's runs, and what waits."""

    sites: int
    open_days: int
    is_today: bool
    categories: int
    delegates: dict[str, int]
    exhibitors: int
    tables: int
    stands: int
    requests: dict[str, int]
    meetings: dict[str, int]
    round: Round | None
    planned: Round | None
    runs: list[Run]
    waits: list[Line]

    @property
    def request_count(self) -> int:
        """Return how many requests have been made, withdrawn ones left out."""
        return sum(count for status, count in self.requests.items() if status != Request.Status.WITHDRAWN)

    @property
    def meeting_count(self) -> int:
        """Return how many meetings stand or have taken place."""
        return sum(count for status, count in self.meetings.items() if status != Meeting.Status.CANCELLED)


def overview_of(visit: EditionVisit, at: datetime) -> Overview:
    """Return the counts of an edition and what waits for the visitor, in a constant number of queries."""
    edition, queues = visit.edition, open_queues(visit)
    rounds = list(rounds_of(edition)[:2])
    current = next((one for one in rounds if one.status != Round.Status.PLANNED), None)
    runs = Run.objects.filter(round=current).defer("problem", "schedule") if current is not None else []
    account = visit.account.pk if visit.account is not None else 0
    found = _STANDING(tuple(one.key for one in queues), edition=edition.pk, at=at, account=account)[0]
    hours = [(site, date.fromisoformat(str(on)[:10])) for site, on in found["own_hours"]]
    return Overview(
        sites=len(visit.sites),
        open_days=len({on for _site, on in hours}),
        is_today=_is_today(visit.sites, hours, at),
        delegates=status_counts(edition),
        **{name: found[f"own_{name}"] for name in ("categories", "exhibitors", "tables", "stands")},
        requests=request_counts(edition),
        meetings=meeting_counts(edition),
        round=current,
        planned=next((one for one in rounds if one.status == Round.Status.PLANNED), None),
        runs=list(runs),
        waits=lines_of(visit, queues, found),
    )


def _is_today(sites: Sequence[Site], hours: Sequence[tuple[int, date]], at: datetime) -> bool:
    open_on = set(hours)
    return any((site.pk, at.astimezone(site.zone_info).date()) in open_on for site in sites)


def _standing(queues: tuple[str, ...], edition: int, at: datetime, account: int) -> QuerySet[Any, Any]:
    """Return what an edition has, and the oldest of what waits in some queues."""
    own = {
        "own_categories": counted(Category.objects.filter(edition=OuterRef("pk"))),
        "own_exhibitors": counted(Exhibitor.objects.filter(edition=OuterRef("pk"))),
        "own_tables": counted(Table.objects.filter(hall__site__edition=OuterRef("pk"))),
        "own_stands": counted(Stand.objects.filter(hall__site__edition=OuterRef("pk"))),
        "own_hours": Gathered(OpeningHours.objects.filter(site__edition=OuterRef("pk")), "site", "on"),
    }
    oldest = oldest_of([manage_waiting()[key] for key in queues], at, account)
    found: QuerySet[Any, Any] = Edition.objects.filter(pk=edition).order_by().annotate(**own, **oldest)
    return found.values(*own, *oldest)


_STANDING = Prepared(_standing)
