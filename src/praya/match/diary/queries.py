"""Read meetings and who attends them, for every room that asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.directory.names import names_read
from praya.core.gathering import Gathered, gathered_instant
from praya.core.texts.joining import joined
from praya.match.diary.models import Attendance, Meeting
from praya.meet.accreditation.engaged import Engagement
from praya.meet.editions.models import Edition
from praya.meet.parties.queries import hold_all_parties
from praya.meet.parties.sides import Side
from praya.meet.programme.asking import Appointment


def meetings_of(edition: Edition) -> QuerySet[Meeting]:
    """Return the meetings of an edition, the cancelled ones too."""
    return Meeting.objects.filter(edition=edition)


def standing(**chosen: Any) -> QuerySet[Meeting]:
    """Return meetings that have not been cancelled, chosen by their fields."""
    return Meeting.objects.filter(**chosen).exclude(status=Meeting.Status.CANCELLED)


def cancelled(**chosen: Any) -> QuerySet[Meeting]:
    """Return meetings that were cancelled, chosen by their fields."""
    return Meeting.objects.filter(**chosen, status=Meeting.Status.CANCELLED)


def cancelled_of(request: int) -> Meeting | None:
    """Return the meeting of a request that was cancelled last."""
    return cancelled(request=request).order_by("-changed_at", "-pk").first()


def attending(**chosen: Any) -> QuerySet[Attendance]:
    """Return who attends which meeting, chosen by the fields of an attendance; whoever was released attends no more."""
    return Attendance.objects.filter(is_released=False, **chosen)


def who_attends(meeting: str) -> QuerySet[Attendance]:
    """Return everybody's attendances of a meeting by its code, released ones too, with their people and places."""
    rows = Attendance.objects.filter(meeting__code=meeting).order_by("pk")
    return rows.select_related(
        "delegate__person",
        "delegate__organisation",
        "delegate__site",
        "calendar__exhibitor__stand__hall",
        "calendar__exhibitor__site",
        "meeting__request",
    )


@dataclass(frozen=True, slots=True)
class NoteOn:
    """Hold what a side has noted of one meeting, with when and where it was."""

    meeting: str
    starts_at: datetime
    site: int | None
    note: str


def notes_beside(side: Side, theirs: Q) -> Combinable:
    """Return what a side has noted of its meetings with some parties, as a part of the query that finds those.

    `theirs` chooses the attendances of these parties. A note is read by those who answer for its party today, and by who wrote
    it; of a meeting that was cancelled there is none.
    """
    own = Q(calendar__in=side.pks) | Q(delegate=side.delegate.pk, note_by=side.delegate.pk)
    rows = Attendance.objects.filter(own).exclude(note="").exclude(meeting__status=Meeting.Status.CANCELLED)
    rows = rows.filter(Exists(attending(meeting=OuterRef("meeting")).filter(theirs)))
    return Gathered(rows, "starts_at", "pk", "meeting__code", "meeting__site", "note")


def notes_read(gathered: Iterable[Sequence[Any]]) -> list[NoteOn]:
    """Return the notes that were read beside parties, the latest first."""
    rows = sorted(
        ((gathered_instant(starts_at), *rest) for starts_at, *rest in gathered), key=lambda row: (-row[0].timestamp(), row[1])
    )
    return [NoteOn(meeting, starts_at, site, note) for starts_at, _number, meeting, site, note in rows]


def engagements(edition: Edition, lock: bool) -> dict[int, list[Engagement]]:
    """Return the scheduled meetings of an edition's delegates, with whom; `lock` holds the parties, as booking does."""
    if lock:
        hold_all_parties(edition.pk)
    scheduled = attending(meeting__edition=edition, meeting__status=Meeting.Status.SCHEDULED).order_by("starts_at")
    rows = list(scheduled.values_list("delegate", "calendar", "meeting", "starts_at", "meeting__ends_at"))
    names = who_meets(meeting__edition=edition, meeting__status=Meeting.Status.SCHEDULED, is_released=False) if rows else {}
    found: dict[int, list[Engagement]] = defaultdict(list)
    for delegate, calendar, meeting, starts_at, ends_at in rows:
        others = [name for party, name in names[meeting].items() if party != calendar]
        found[delegate].append(Engagement(starts_at, ends_at, joined(others)))
    return found


def who_meets(**chosen: Any) -> dict[int, dict[int, str]]:
    """Return for each meeting the names of its parties by number as the reader is used to them, the host first.

    It does not matter what has become of the meeting.
    """
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Attendance.objects.filter(**chosen).order_by("pk").values_list("meeting", "calendar", *_CALLED)
    language = get_language() or "en"
    for meeting, party, company, company_names, person, person_names in rows:
        called = (person or "", person_names) if company is None else (company, company_names)
        found[meeting][party] = names_read(*called, language).name
    return found


_CALLED = tuple(
    f"calendar__{path}__{column}" for path in ("exhibitor__organisation", "delegate__person") for column in ("name", "names")
)


def meeting_counts(edition: Edition) -> dict[str, int]:
    """Return how many meetings of an edition have each status."""
    return dict(meetings_of(edition).order_by().values_list("status").annotate(n=Count("pk")))


def meeting_of(edition: Edition, code: str) -> Meeting:
    """Return a meeting of the edition; Absent for any other."""
    return existing(meetings_of(edition).select_related("edition").filter(code=code).first())


def meetings_of_people(edition: Edition, people: Collection[int]) -> list[Appointment]:
    """Return the scheduled meetings that people, by the numbers of their records, attend; one query."""
    rows = attending(
        meeting__edition=edition, meeting__status=Meeting.Status.SCHEDULED, delegate__person__in=set(people)
    ).order_by("meeting", "pk")
    found: dict[str, Appointment] = {}
    for code, person, starts_at, ends_at in rows.values_list(
        "meeting__code", "delegate__person", "meeting__starts_at", "meeting__ends_at"
    ):
        known = found.get(code)
        found[code] = Appointment(code, (*(known.people if known else ()), person), starts_at, ends_at)
    return list(found.values())


def names_of_meetings_coded(edition: Edition, codes: Collection[str]) -> dict[str, str]:
    """Return who meets in meetings of an edition, by their codes."""
    numbers = dict(meetings_of(edition).filter(code__in=set(codes)).values_list("pk", "code"))
    named = who_meets(meeting__in=list(numbers), is_released=False)
    return {numbers[number]: joined(parties.values()) for number, parties in named.items()}
