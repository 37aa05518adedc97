"""Read the programme of an edition as its team works on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery

from praya.core.access.absence import existing
from praya.core.directory.models import Organisation
from praya.core.texts.plain import day_in
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved, says
from praya.meet.editions.models import Edition, Site
from praya.meet.editions.queries import halls_in
from praya.meet.programme.models import AcceptedConflict, Host, Part, Placement, Presented, Room, Series, Session, Track
from praya.meet.works.models import Work
from praya.meet.works.queries import works_of

FOUND = 10
Row = TypeVar("Row", bound=Model)


def session_of(edition: Edition, code: str) -> Session:
    """Return a session of the edition; Absent for any other."""
    return existing(Session.objects.select_related("edition", "track").filter(edition=edition, code=code).first())


def placement_of(edition: Edition, code: str) -> Placement:
    """Return where and when a session of the edition takes place; Absent for any other."""
    rows = Placement.objects.select_related("session__edition", "site", "room__hall")
    return existing(rows.filter(session__edition=edition, code=code).first())


def one_of(rows: QuerySet[Row], number: int) -> Row:
    """Return one of some rows by its number; Absent for any other."""
    return existing(rows.filter(pk=number).first())


def placements_of(session: Session) -> QuerySet[Placement]:
    """Return where and when a session takes place, its origin first."""
    return session.placements.select_related("site", "room__hall")


def parts_of(session: Session) -> QuerySet[Part]:
    """Return who has a part in a session, in the order in which they were named."""
    return session.parts.select_related("person", "placement__site", "placement__room")


def hosts_of(session: Session) -> QuerySet[Host]:
    """Return which organisations stand behind a session."""
    return session.hosts.select_related("organisation")


def presented_in(session: Session) -> QuerySet[Presented]:
    """Return the works that are presented in a session."""
    return session.presented.select_related("title")


def has_halls(edition: Edition) -> bool:
    """Tell whether there is any hall in which a room could lie."""
    return halls_in(edition).exists()


def rooms_of(edition: Edition) -> QuerySet[Room]:
    """Return the rooms of an edition, site by site, with how many sessions are in each."""
    rows = Room.objects.filter(hall__site__edition=edition).select_related("hall__site")
    return rows.annotate(sessions=Count("placements")).order_by("hall__site__position", "hall__site", "hall__name", "name")


def room_of(edition: Edition, code: str) -> Room:
    """Return a room of the edition; Absent for any other."""
    rows = Room.objects.select_related("hall__site__edition")
    return existing(rows.filter(hall__site__edition=edition, code=code).first())


def tracks_of(edition: Edition) -> QuerySet[Track]:
    """Return the tracks of an edition, with how many sessions are in each."""
    return Track.objects.filter(edition=edition).annotate(count=Count("sessions"))


def accepted_in(edition: Edition) -> QuerySet[AcceptedConflict]:
    """Return the conflicts of an edition's programme that were accepted, whether they are still there or not."""
    return AcceptedConflict.objects.filter(edition=edition)


def series_of(edition: Edition) -> QuerySet[Series]:
    """Return the series of an edition's market, with how many sessions of all its editions are in each."""
    return Series.objects.filter(market=edition.market_id).annotate(count=Count("sessions"))


def one_series(edition: Edition, code: str) -> Series:
    """Return a series of the edition's market; Absent for any other."""
    return existing(Series.objects.filter(market=edition.market_id, code=code).first())


def track_of(edition: Edition, code: str) -> Track:
    """Return a track of the edition; Absent for any other."""
    return existing(Track.objects.filter(edition=edition, code=code).first())


def people_to_name(edition: Edition, words: str) -> QuerySet[Delegate]:
    """Return up to ten people accredited to the edition of whom all the words are said."""
    rows = approved(edition=edition)
    for word in words.split()[:6]:
        rows = rows.filter(says(word))
    return rows.select_related("person", "organisation").order_by("person__order_latin", "pk")[:FOUND]


def works_to_present(edition: Edition, words: str) -> QuerySet[Work]:
    """Return up to ten works shown at the edition that are called so."""
    rows = works_of(edition).filter(status=Work.Status.ACCEPTED)
    for word in words.split()[:6]:
        rows = rows.filter(title__name__icontains=word)
    return rows.order_by("title__name", "pk")[:FOUND]


def hosting_before(edition: Edition, name: str) -> Organisation | None:
    """Return the organisation of this name that stands behind a session of the market already."""
    rows = Organisation.objects.filter(hosted__session__edition__market=edition.market_id, merged_into=None)
    return rows.filter(name__iexact=name).order_by("pk").first()


def sessions_matching(
    edition: Edition, sites: Sequence[Site], *, day: str = "", site: str = "", track: str = "", kind: str = "", state: str = ""
) -> QuerySet[Session]:
    """Return the sessions of an edition by the civil day on which they begin, where, and what they are."""
    rows, placed = Session.objects.filter(edition=edition), Placement.objects.filter(session=OuterRef("pk"))
    on = day_in(day)
    if site:
        placed = placed.filter(site__slug=site)
    if on is not None:
        placed = placed.filter(_on(on, sites))
    if site or on is not None:
        rows = rows.filter(Exists(placed))
    chosen = {"track__code": track, "kind": kind, "state": state}
    return rows.filter(**{name: word for name, word in chosen.items() if word})


def _on(day: date, sites: Sequence[Site]) -> Q:
    found = Q(pk__in=[])
    for site in sites:
        midnight = datetime.combine(day, time(), ZoneInfo(site.zone))
        next_one = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(site.zone))
        found |= Q(site=site, starts_at__gte=midnight, starts_at__lt=next_one)
    return found


def session_rows(rows: QuerySet[Session]) -> QuerySet[Any, Any]:
    """Return of each session what the list shows: its origin stands for it; what has no time yet is last."""
    first = Placement.objects.filter(session=OuterRef("pk")).order_by("-is_origin", "starts_at", "pk")
    placed = {name: Subquery(first.values(name)[:1]) for name in ("starts_at", "ends_at", "site_id", "room__name")}
    rows = rows.annotate(
        begins=placed["starts_at"],
        ends=placed["ends_at"],
        at_site=placed["site_id"],
        room_name=placed["room__name"],
        places=Count("placements"),
    ).order_by(F("begins").asc(nulls_last=True), "pk")
    return rows.values(
        "pk",
        "code",
        "kind",
        "state",
        "title",
        "begins",
        "ends",
        "room_name",
        "places",
        site_id=F("at_site"),
        track_name=F("track__name"),
    )


def without_time(edition: Edition) -> QuerySet[Session]:
    """Return the sessions of an edition that have no place and time yet, in the order in which they were added."""
    return Session.objects.filter(edition=edition, placements=None).exclude(state=Session.State.CANCELLED).order_by("pk")


def people_in(sessions: Iterable[int]) -> dict[int, int]:
    """Return how many people are in sessions, by number."""
    parts = Part.objects.filter(session__in=set(sessions)).order_by().values_list("session")
    return dict(parts.annotate(n=Count("person", distinct=True)))


def titles_at(edition: Edition, placements: Iterable[int]) -> dict[int, Any]:
    """Return the titles of the sessions that take place somewhere, by the number of the place."""
    rows = Placement.objects.filter(session__edition=edition, pk__in=set(placements))
    return dict(rows.values_list("pk", "session__title"))


def titles_of(edition: Edition, sessions: Iterable[int]) -> dict[int, Any]:
    """Return the titles of sessions, by number."""
    return dict(Session.objects.filter(edition=edition, pk__in=set(sessions)).values_list("pk", "title"))


def whole_programme(edition: Edition, *, session: Session | None = None) -> list[Session]:
    """Return all sessions of an edition (or one) with everything that is told of them, in a constant number of queries."""
    placed = ("placements__site", "placements__room__hall")
    rows = Session.objects.filter(edition=edition).select_related("track", "series").order_by("pk")
    if session is not None:
        rows = rows.filter(pk=session.pk)
    # Joined: of some thousand people SQLite would take no list of numbers.
    parts = Prefetch("parts", Part.objects.select_related("person", "placement"))
    return list(rows.prefetch_related(*placed, parts, "hosts", "presented"))
