"""Find who has nothing to do soon: accredited, there today, able to meet, and without a meeting in the next slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from praya.core.directory.ordering import names_of
from praya.core.prepared import Prepared
from praya.match.board.days import SiteDay
from praya.match.diary.queries import attending
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.accreditation.queries import able_to_meet

# A site by its number, with the instants at which some of its slots begin.
Span = tuple[int, Sequence[datetime]]


def idle_people(edition: int, spans: Sequence[Span]) -> QuerySet[Delegate]:
    """Return the delegates at some sites who can meet in one of the slots that begin then and attend nothing in any.

    Whoever has said nothing of their hours can meet while their site is open; whoever is remote is nowhere.
    """
    rows = able_to_meet(edition=edition)
    chosen = [_idle_at(edition, site, slots) for site, slots in spans]
    return rows.filter(reduce(or_, chosen)) if chosen else rows.none()


def _idle_at(edition: int, site: int, slots: Sequence[datetime]) -> Q:
    busy = attending(meeting__edition=edition, meeting__starts_at__in=slots).order_by().values("delegate")
    covers = [Q(starts_at__lte=slot, ends_at__gt=slot) for slot in slots]
    there = Exists(Availability.objects.filter(reduce(or_, covers), delegate=OuterRef("pk")).order_by())
    return Q(site=site) & (Q(has_own_hours=False) | Q(there)) & ~Q(pk__in=busy)


def spans_of(days: Iterable[SiteDay]) -> list[Span]:
    """Return the sites that have a slot ahead today, each with the beginnings of the next ones."""
    return [(day.site.pk, day.idle_in) for day in days if day.site is not None and day.idle_in]


def idle_counts(edition: int, spans: Sequence[Span]) -> dict[int, int]:
    """Return how many are idle at each of some sites, by its number, in one query."""
    if not spans:
        return {}
    words: dict[str, int | datetime] = {f"site_{number}": site for number, (site, _slots) in enumerate(spans)}
    words |= {f"slot_{number}_{at}": slot for number, (_site, slots) in enumerate(spans) for at, slot in enumerate(slots)}
    found = dict(_COUNTED(tuple(len(slots) for _site, slots in spans), edition=edition, **words))
    return {site: found.get(site, 0) for site, _slots in spans}


def _counted(lengths: tuple[int, ...], edition: int, **words: Any) -> QuerySet[Any, Any]:
    spans = [
        (words[f"site_{number}"], tuple(words[f"slot_{number}_{at}"] for at in range(length)))
        for number, length in enumerate(lengths)
    ]
    return idle_people(edition, spans).order_by().values_list("site").annotate(count=Count("pk"))


_COUNTED = Prepared(_counted)


def idle_rows(rows: QuerySet[Delegate]) -> QuerySet[Delegate, Any]:
    """Return of each idle delegate what the list shows."""
    return rows.order_by(names_of("person"), "pk").values(
        "pk",
        "code",
        "site_id",
        "zone",
        "job_title",
        name=F("person__name"),
        names=F("person__names"),
        company=F("organisation__name"),
        company_names=F("organisation__names"),
        category_name=F("category__name"),
    )
