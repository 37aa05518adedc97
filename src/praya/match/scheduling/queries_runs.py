"""Read runs and their verdicts as organisers see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from praya.core.access.absence import existing
from praya.core.audit.deeds import private_deeds
from praya.core.audit.models import Entry
from praya.core.directory.names import lead_name
from praya.core.jobs.models import Job
from praya.match.requests.models import Round
from praya.match.requests.queries import requests_numbered
from praya.match.requests.rounds import rounds_of
from praya.match.scheduling.jobs import PUBLISH
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.meet.editions.models import Edition
from praya.meet.parties.names import party_fields, party_name_of

MOST_DIFFERENT = 50
HEAVY = ("problem", "schedule")


def rounds_with_counts(edition: Edition) -> QuerySet[Any]:
    """Return the rounds of an edition, the latest first, with how many runs each has."""
    return rounds_of(edition).annotate(run_count=Count("runs"))


def runs_of(current: Round) -> QuerySet[Run]:
    """Return the runs of a round, the latest first, without their bulky columns."""
    return Run.objects.filter(round=current).defer(*HEAVY).select_related("started_by")


def run_of(edition: Edition, code: str) -> Run:
    """Return a run of the edition; Absent for any other."""
    rows = Run.objects.filter(round__edition=edition).select_related("round__edition", "started_by")
    return existing(rows.defer(*HEAVY).filter(code=code).first())


def points_of(run: Run) -> list[tuple[float, float, float]]:
    """Return the points of a run's chart since it has a schedule: seconds, value, bound."""
    points = RunProgress.objects.filter(run=run, value__gt=0).order_by("pk")
    return list(points.values_list("seconds", "value", "bound"))


def last_stage(run: Run) -> str:
    """Return what the run was doing at its last point."""
    return RunProgress.objects.filter(run=run).order_by("-pk").values_list("stage", flat=True).first() or ""


def reason_counts(run: Run) -> dict[str, int]:
    """Return how many requests a run refused, for each reason, the most frequent first."""
    rows = Verdict.objects.filter(run=run, starts_at=None).order_by().values_list("reason").annotate(n=Count("pk"))
    return {str(reason): count for reason, count in sorted(rows, key=lambda row: (-row[1], row[0]))}


def name_of_side(side: str) -> Coalesce:
    """Return the expression of a side's name: its exhibitor's organisation, else its delegate's person."""
    return Coalesce(F(f"{side}__exhibitor__organisation__name"), F(f"{side}__delegate__person__name"))


def names_of_side(side: str) -> Coalesce:
    """Return the expression of a side's names in other scripts, as text."""
    organisation, person = f"{side}__exhibitor__organisation__names", f"{side}__delegate__person__names"
    return Coalesce(Cast(organisation, TextField()), Cast(person, TextField()))


def verdict_rows(run: Run, *, verdict: str = "", q: str = "") -> QuerySet[Any, Any]:
    """Return a run's verdicts with both sides' names: those "placed", "refused", or of one reason; by words of either name."""
    rows = Verdict.objects.filter(run=run)
    if verdict == "placed":
        rows = rows.filter(starts_at__isnull=False)
    elif verdict:
        rows = rows.filter(starts_at=None)
        rows = rows if verdict == "refused" else rows.filter(reason=verdict)
    sides = ("request__sender", "request__recipient")
    if q:
        said = Concat(
            *[part for side in sides for part in (name_of_side(side), Value(" "), names_of_side(side), Value(" "))],
            output_field=TextField(),
        )
        rows = rows.alias(said=said)
        for word in q.split()[:6]:
            rows = rows.filter(said__icontains=word)
    found: QuerySet[Any, Any] = rows.order_by("request_id").values(
        "pk",
        "starts_at",
        "reason",
        *party_fields(sides[0]),
        *party_fields(sides[1]),
        level=F("request__level"),
        status=F("request__status"),
        code=F("request__code"),
        sender=name_of_side(sides[0]),
        recipient=name_of_side(sides[1]),
        sender_site=Coalesce(F("request__sender__exhibitor__site"), F("request__sender__delegate__site")),
        recipient_site=Coalesce(F("request__recipient__exhibitor__site"), F("request__recipient__delegate__site")),
    )
    return found


def difference_of(one: Run, other: Run, at_most: int = MOST_DIFFERENT) -> tuple[int, list[dict[str, Any]]]:
    """Return how many requests `one` placed and `other` did not, and the first of them with both sides' names."""
    others = Verdict.objects.filter(run=other, starts_at__isnull=False).order_by().values("request")
    rows = Verdict.objects.filter(run=one, starts_at__isnull=False).exclude(request__in=others)
    fields = (*party_fields("request__sender"), *party_fields("request__recipient"))
    named = rows.order_by("request_id").values("starts_at", *fields, level=F("request__level"))
    return rows.count(), [_read(row) for row in named[:at_most]]


def _read(row: dict[str, Any]) -> dict[str, Any]:
    asks, asked = sides_read(row)
    return {"starts_at": row["starts_at"], "level": row["level"], "sender": asks, "recipient": asked}


def sides_read(row: dict[str, Any]) -> tuple[str, str]:
    """Return how who asks and who is asked are called for the reader, of a row that holds the fields of both parties."""
    asks, asked = (lead_name(party_name_of(row, f"request__{side}")) for side in ("sender", "recipient"))
    return asks, asked


def request_names(numbers: Sequence[int]) -> dict[int, str]:
    """Return "sender – recipient" for each request as the reader is used to the names, by number."""
    sides = ("sender", "recipient")
    rows = requests_numbered(numbers).values("pk", *(name for side in sides for name in party_fields(side)))
    return {row["pk"]: " – ".join(lead_name(party_name_of(row, side)) for side in sides) for row in rows}


def changes_since(run: Run) -> list[tuple[str, int]]:
    """Return what has been changed in the edition since a run's snapshot, by action, the most frequent first."""
    if run.snapshot_at is None:
        return []
    own = Q(subject="match.run") | Q(subject="match.round") | Q(action__in=private_deeds())
    rows = Entry.objects.filter(edition=run.round.edition_id, at__gt=run.snapshot_at).exclude(own)
    counted = rows.order_by().values_list("action").annotate(n=Count("pk"))
    return sorted(((str(action), count) for action, count in counted), key=lambda pair: (-pair[1], pair[0]))


def meeting_count(run: Run) -> int:
    """Return how many meetings were booked from a run."""
    return run.meetings.count()


def publication_job(run: Run) -> Job | None:
    """Return the job that publishes a run, or did so last."""
    return PUBLISH.jobs(run.pk).order_by("-result__enqueued_at").first()
