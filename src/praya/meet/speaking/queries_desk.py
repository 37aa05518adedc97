"""Read for the team who is in which session, what they answered and need, and what they have brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from praya.core.access.absence import existing
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Session
from praya.meet.programme.queries import session_of
from praya.meet.speaking.models import Impossible, Invitation, Material, Need
from praya.meet.speaking.queries import Parts, parts_answered
from praya.meet.speaking.vocabulary import ANSWERS

State = Invitation.State
NO_BIOGRAPHY = Q(person__biography={}) | Q(person__biography__texts={})


def _brought() -> QuerySet[Material]:
    return Material.objects.filter(session=OuterRef("session"), person=OuterRef("person")).order_by()


def speakers_matching(edition: Edition, *, q: Sequence[str] = (), answer: str = "", role: str = "", lacks: str = "") -> Parts:
    """Return who is in which session of an edition that is not cancelled, by answer, role and what is missing of them."""
    rows = parts_answered(session__edition=edition).exclude(session__state=Session.State.CANCELLED)
    for word in q:
        rows = rows.filter(Q(person__name__icontains=word) | Q(session__title__icontains=word))
    if answer:
        rows = rows.filter(answer=answer)
    if role:
        rows = rows.filter(role=role)
    if lacks == "portrait":
        rows = rows.filter(person__portrait="")
    elif lacks == "biography":
        rows = rows.filter(NO_BIOGRAPHY)
    elif lacks == "material":
        rows = rows.filter(~Exists(_brought()))
    return rows


def speaker_rows(rows: Parts) -> Any:
    """Return what the list shows of each; the earliest sessions first, what has no time last."""
    delegate = approved(edition=OuterRef("session__edition"), person=OuterRef("person")).order_by()
    needs = Need.objects.filter(part=OuterRef("pk"), met_at__isnull=True).order_by().values("part")
    rows = rows.annotate(
        delegate_code=Subquery(delegate.values("code")[:1]),
        has_material=Exists(_brought()),
        needs_open=Subquery(needs.annotate(n=Count("pk")).values("n")),
    )
    return rows.order_by(F("begins").asc(nulls_last=True), "session", "pk").values(
        "pk",
        "role",
        "job_title",
        "answer",
        "begins",
        "ends",
        "delegate_code",
        "has_material",
        "needs_open",
        code=Cast("pk", CharField()),
        session_code=F("session__code"),
        title=F("session__title"),
        state=F("session__state"),
        name=F("person__name"),
        names=F("person__names"),
        portrait=F("person__portrait"),
        biography=F("person__biography"),
        site_id=F("at_site"),
        line=F("invitation__line"),
        invited_at=F("invitation__invited_at"),
        written_at=F("invitation__written_at"),
        answered_at=F("invitation__answered_at"),
    )


def answer_counts(edition: Edition) -> dict[str, int]:
    """Return how many of the parts of an edition have each answer."""
    rows = speakers_matching(edition).order_by().values("answer").annotate(count=Count("pk"))
    found = {row["answer"]: row["count"] for row in rows}
    return {answer: found.get(answer, 0) for answer in ANSWERS}


def parts_in(session: Session) -> Parts:
    """Return who is in a session, with their answers."""
    rows = parts_answered(session=session).select_related("person", "invitation__for_site", "invitation__for_room")
    return rows.order_by("pk")


def needs_in(session: Session) -> dict[int, list[Need]]:
    """Return what is needed in a session, by the number of the part."""
    found: dict[int, list[Need]] = {}
    for one in Need.objects.filter(part__session=session).order_by("pk"):
        found.setdefault(one.part_id, []).append(one)
    return found


def hours_in_session(session: Session) -> QuerySet[Impossible]:
    """Return the impossible hours of everybody who is in a session."""
    rows = Impossible.objects.filter(edition=session.edition_id, person__parts__session=session)
    return rows.select_related("person", "site").distinct().order_by("person", "starts_at", "pk")


def materials_in(session: Session) -> QuerySet[Material]:
    """Return what was brought to a session."""
    return Material.objects.filter(session=session).select_related("person").order_by("pk")


def desk_session(edition: Edition, code: str) -> Session:
    """Return a session of the edition; Absent for any other."""
    return session_of(edition, code)


def invitation_in(edition: Edition, code: str) -> Invitation:
    """Return an invitation of the edition; Absent for any other."""
    rows = Invitation.objects.select_related("part__session", "part__person")
    return existing(rows.filter(part__session__edition=edition, code=code).first())


def need_in(edition: Edition, code: str) -> Need:
    """Return what somebody needs in the edition; Absent for any other."""
    rows = Need.objects.select_related("part__session", "part__person")
    return existing(rows.filter(part__session__edition=edition, code=code).first())


def material_in(edition: Edition, code: str) -> Material:
    """Return what somebody has brought to the edition; Absent for any other."""
    rows = Material.objects.select_related("session", "person")
    return existing(rows.filter(session__edition=edition, code=code).first())


def needs_matching(edition: Edition, *, kind: str = "", state: str = "") -> QuerySet[Need]:
    """Return what is needed in the sessions of an edition, by kind and whether it is seen to."""
    rows = Need.objects.filter(part__session__edition=edition)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(met_at__isnull=state == "need_open") if state else rows


def need_rows(rows: QuerySet[Need]) -> Any:
    """Return what the list of needs shows, the oldest first."""
    return rows.order_by("at", "pk").values(
        "pk",
        "code",
        "kind",
        "line",
        "at",
        "met_at",
        role=F("part__role"),
        session_code=F("part__session__code"),
        title=F("part__session__title"),
        name=F("part__person__name"),
        names=F("part__person__names"),
    )


def materials_matching(edition: Edition, *, kind: str = "", level: str = "") -> QuerySet[Material]:
    """Return what was brought to the sessions of an edition, by what it is and who reads it."""
    chosen = {name: word for name, word in {"kind": kind, "level": level}.items() if word}
    return Material.objects.filter(session__edition=edition, **chosen)


def material_rows(rows: QuerySet[Material]) -> Any:
    """Return what the list of materials shows, the newest first."""
    return rows.order_by("-added_at", "pk").values(
        "pk",
        "code",
        "kind",
        "title",
        "level",
        "link",
        "form",
        "size",
        "added_at",
        session_code=F("session__code"),
        session_title=F("session__title"),
        name=F("person__name"),
        names=F("person__names"),
    )


def declined_parts(edition: Any) -> QuerySet[Invitation]:
    """Return the declines of an edition that nobody of the team has seen."""
    rows = Invitation.objects.filter(part__session__edition=edition, state=State.DECLINED, noted_at__isnull=True)
    return rows.exclude(part__session__state=Session.State.CANCELLED)


def open_needs(edition: Any) -> QuerySet[Need]:
    """Return what is needed in an edition and not seen to."""
    rows = Need.objects.filter(part__session__edition=edition, met_at__isnull=True)
    return rows.exclude(part__session__state=Session.State.CANCELLED)


def readers_of(edition: Edition, people: Sequence[int]) -> dict[int, int]:
    """Return the approved delegates, by number, that some people are in an edition, by the person."""
    return dict(approved(edition=edition.pk, person__in=list(people)).order_by().values_list("person", "pk"))
