"""Read what the repair desk shows: whom to find, what is ahead of them, and what a proposal would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.audiences import Audience
from praya.core.directory.ordering import names_of
from praya.core.index.matches import Match
from praya.core.lists.ranked import typed_words
from praya.core.prepared import Prepared
from praya.core.texts.joining import joined
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import attending, meetings_of, who_meets
from praya.match.repairs.applying import Step, steps_of
from praya.match.repairs.models import Repair
from praya.match.scheduling.queries_runs import request_names
from praya.meet.accreditation.models import Delegate, Engagement
from praya.meet.accreditation.ranking import delegates_called
from praya.meet.editions.models import Edition, Site
from praya.meet.exhibitors.queries import exhibitors_called

FOUND_AT_MOST, RANKED_AT_MOST = 20, 200
SHOWN_AT_MOST = 30
ORDER = {"cancel": 0, "move": 1, "hand_over": 2, "stand": 3, "place": 4}


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one line of a proposal: what happens to whom, from when to when, and why."""

    kind: str
    what: str
    was: datetime | None
    becomes: datetime | None
    site: Site | None
    word: str


def people_found(edition: Edition, words: str, audience: Audience = Audience.PUBLIC) -> list[dict[str, Any]]:
    """Return approved delegates whom the words name by name, company or e-mail, the nearest first."""
    rows = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED)
    found, matches = delegates_called(rows, typed_words(words), audience)
    shown = {
        "name": F("person__name"),
        "names": F("person__names"),
        "organisation_name": F("organisation__name"),
        "organisation_names": F("organisation__names"),
    }
    return _nearest(found.order_by(names_of("person"), "pk").values("pk", "code", "site_id", **shown), matches, words)


def stands_found(edition: Edition, words: str, audience: Audience = Audience.PUBLIC) -> list[dict[str, Any]]:
    """Return exhibitors with a stand whom the words name, by name or by the stand's number, the nearest first."""
    found, matches = exhibitors_called(edition, typed_words(words), audience, place="stand")
    shown = {
        "name": F("organisation__name"),
        "names": F("organisation__names"),
        "number": F("stand__number"),
        "hall": F("stand__hall__name"),
    }
    return _nearest(found.order_by(names_of("organisation"), "pk").values("pk", "code", "site_id", **shown), matches, words)


def _nearest(rows: QuerySet[Any, Any], matches: Mapping[int, Match], words: str) -> list[dict[str, Any]]:
    """Return the rows that answer best what was typed, those that answer alike by name, each with why it is there."""
    if not typed_words(words):
        return []
    best = sorted(matches, key=lambda number: matches[number].place)[:RANKED_AT_MOST]
    found = [(matches[row.pop("pk")], row) for row in map(dict, rows.filter(pk__in=best))]
    found.sort(key=lambda one: (one[0].tier, round(one[0].distance, 2)))
    return [{**row, "why": match.why} for match, row in found[:FOUND_AT_MOST]]


def meetings_ahead(delegate: Delegate, since: datetime) -> list[dict[str, Any]]:
    """Return a delegate's scheduled meetings from an instant on, each with who else attends."""
    attended = attending(delegate=delegate, meeting__status=Meeting.Status.SCHEDULED)
    rows = (
        attended.filter(starts_at__gte=since)
        .order_by("starts_at")
        .values(
            "meeting",
            "calendar",
            "starts_at",
            code=F("meeting__code"),
            site_id=F("meeting__site"),
            hall=Coalesce(F("meeting__table__hall__name"), F("meeting__stand__hall__name")),
            table=F("meeting__table__number"),
            stand=F("meeting__stand__number"),
        )
    )
    found: list[dict[str, Any]] = [dict(row) for row in rows]
    parties = who_meets(meeting__in=[row["meeting"] for row in found])
    for row in found:
        row["with"] = joined(name for calendar, name in parties[row["meeting"]].items() if calendar != row["calendar"])
    return found


def repairs_of(edition: Edition) -> QuerySet[Repair]:
    """Return the latest repairs of an edition."""
    rows = Repair.objects.filter(edition=edition).select_related("by", "delegate__person", "exhibitor__organisation")
    return rows.order_by("-pk")[:SHOWN_AT_MOST]


def proposed_repairs(edition: Any, at: datetime) -> QuerySet[Repair]:
    """Return the repairs of an edition that are neither applied nor discarded, while there is anything to decide.

    What is arranged by hand is proposed for every look at what it would cost: nobody waits for it.
    """
    rows = Repair.objects.filter(edition=edition, status=Repair.Status.PROPOSED).exclude(kind__in=Repair.BY_HAND)
    ahead = (Q(meeting=None) | Q(meeting__starts_at__gt=at)) & (Q(lost_until=None) | Q(lost_until__gt=at))
    return rows.filter(ahead)


def away_between(edition: int, since: datetime, until: datetime) -> list[Repair]:
    """Return the applied repairs by which somebody is away at some time between two instants, whoever is back first before."""
    return _AWAY(edition=edition, since=since, until=until)


def _away(edition: int, since: datetime, until: datetime) -> QuerySet[Repair]:
    kinds = (Repair.Kind.LATE, Repair.Kind.GONE, Repair.Kind.LEFT)
    rows = Repair.objects.filter(edition=edition, status=Repair.Status.APPLIED, kind__in=kinds, delegate__isnull=False)
    rows = rows.filter(lost_from__lt=until).filter(Q(lost_until__gt=since) | Q(lost_until=None))
    return rows.select_related("delegate__person").order_by(F("lost_until").asc(nulls_last=True), "pk")


_AWAY = Prepared(_away)


def conflicting_seats(edition: Any, at: datetime) -> QuerySet[Attendance]:
    """Return who is to attend a meeting of an edition that has not begun, and cannot: they take part no more, or not yet.

    Or they have a seat or a role in a session at that time: it was released, or moved there, after the meeting was booked.
    """
    others = [status for status in Delegate.Status.values if status != Delegate.Status.APPROVED]
    ahead = attending(starts_at__gte=at, meeting__status=Meeting.Status.SCHEDULED)
    taken = Engagement.objects.filter(
        delegate=OuterRef("delegate"), is_busy=True, starts_at__lt=OuterRef("meeting__ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    return ahead.filter(delegate__edition=edition).filter(Q(delegate__status__in=others) | Exists(taken))


def titles_of(repairs: Sequence[Repair]) -> dict[int, str]:
    """Return by the number of each repair who is to meet, where it is about a meeting or a request and no single person."""
    steps = {one.pk: steps_of(one)[:1] for one in repairs if one.delegate_id is None and one.exhibitor_id is None}
    meetings = {one.pk: one.meeting_id for one in repairs if one.meeting_id is not None}
    parties = who_meets(meeting__in=list(meetings.values())) if meetings else {}
    asked = {pk: first.request for pk, found in steps.items() for first in found if first.request is not None}
    names = request_names(list(asked.values())) if asked else {}
    titles = {pk: " – ".join(parties[number].values()) for pk, number in meetings.items() if number in parties}
    return {**{pk: names.get(number, "") for pk, number in asked.items()}, **titles}


def with_titles(repairs: list[Repair]) -> list[Repair]:
    """Return repairs, each with its `title`."""
    titles = titles_of(repairs)
    for one in repairs:
        vars(one)["title"] = titles.get(one.pk, "")
    return repairs


def repair_of(edition: Edition, code: str) -> Repair:
    """Return a repair of the edition; Absent for any other."""
    related = ("edition", "delegate__person", "exhibitor__organisation", "stand__hall", "meeting", "by")
    return existing(Repair.objects.select_related(*related).filter(edition=edition, code=code).first())


def changes_of(repair: Repair, sites: Sequence[Site]) -> list[Change]:
    """Return what a repair does, line by line, with names and times; what is lost first."""
    steps = steps_of(repair)
    meetings = [step.meeting for step in steps if step.meeting is not None]
    parties = who_meets(meeting__in=meetings)
    places: dict[int | None, Site] = {site.pk: site for site in sites}
    own = places.get(repair.delegate.site_id) if repair.delegate is not None else None
    own = own or (sites[0] if sites else None)
    where: dict[int | None, int | None] = dict(meetings_of(repair.edition).filter(pk__in=meetings).values_list("pk", "site"))
    names = request_names([step.request for step in steps if step.request is not None])
    return [
        Change(
            kind={"cancel": "lost", "place": "new"}.get(step.act, "moved"),
            what=_what(step, parties, names),
            was=datetime.fromisoformat(step.starts_at) if step.starts_at else None,
            becomes=datetime.fromisoformat(step.moved_to) if step.moved_to else None,
            site=places.get(where.get(step.meeting), own),
            word=word_of(step),
        )
        for step in sorted(steps, key=lambda one: ORDER.get(one.act, len(ORDER)))
    ]


def _what(step: Step, parties: dict[int, dict[int, str]], names: dict[int, str]) -> str:
    if step.meeting is not None:
        return " – ".join(parties[step.meeting].values())
    return names.get(step.request or 0, "")


def word_of(step: Step) -> str:
    """Return what a step does, in the reader's language."""
    if step.act == "place" and step.why == "by_hand":
        return _("is booked")
    if step.act == "move" and step.starts_at == step.moved_to:
        return _("keeps its time and moves to another place")
    return {
        "cancel": _("loses the meeting"),
        "move": _("moves to another slot"),
        "hand_over": _("a colleague takes over, same time and place"),
        "stand": _("same time, at the new stand"),
        "place": _("gets a freed slot from the waiting list"),
    }.get(step.act, step.act)


def counts_of(changes: Sequence[Change]) -> dict[str, int]:
    """Return how many lines lose, move and gain."""
    return {kind: sum(change.kind == kind for change in changes) for kind in ("lost", "moved", "new")}
