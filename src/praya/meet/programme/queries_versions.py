"""Read the versions of a programme: when each was released, what it changed, and what was told at once since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from praya.core.access.absence import existing
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.changes import lines_between
from praya.meet.programme.models import Release
from praya.meet.programme.models_versions import Changed, PlannedRelease, Revision
from praya.meet.programme.news import Line, lines_of

# Why a change stands in a list: the version brought it, or it was told at once, before the version or since.
RELEASED, EARLIER, SINCE = "released", "earlier", "since"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one change as a list of them shows it; `at` is since when everybody reads it, `pk` its place in the list."""

    pk: int
    session: str
    line: Line
    how: str
    at: datetime
    site: Site | None = None

    @property
    def begins_at(self) -> datetime | None:
        """Return when the session begins now, or would have begun."""
        return self.line.times[0] if self.line.times is not None else None

    @property
    def day(self) -> date | None:
        """Return on which day that is at its site."""
        begins = self.begins_at
        return begins.astimezone(ZoneInfo(self.site.zone if self.site is not None else "UTC")).date() if begins else None

    @property
    def site_name(self) -> str:
        """Return the short name of its site."""
        return self.site.short_name if self.site is not None else ""


@dataclass(frozen=True, slots=True)
class Versions:
    """Hold between which two versions a list tells the changes: older than the first is nothing."""

    older: Release | None = None
    newer: Release | None = None
    changes: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class History:
    """Hold the versions of a programme, the newest first, and compare two of them, each pair once."""

    edition: Edition
    sites: Sequence[Site]
    releases: list[Release]
    found: dict[tuple[int | None, int | None], Versions] = field(default_factory=dict)

    def between(self, newer: int | None = None, older: int | None = None) -> Versions:
        """Return what changed between two versions: usually between the newest and the one before it; 0 is before the first."""
        if (newer, older) not in self.found:
            self.found[newer, older] = self._compared(newer, older)
        return self.found[newer, older]

    def _compared(self, newer: int | None, older: int | None) -> Versions:
        known = {one.number: one for one in self.releases}
        last = known.get(newer or 0) or (self.releases[0] if self.releases else None)
        if last is None:
            return Versions()
        is_older = older is not None and older < last.number and (older == 0 or older in known)
        first = known.get(older or 0) if is_older else known.get(last.number - 1)
        sites = {site.pk: site for site in self.sites}
        found = _changes(first, last)
        told = [Told(0, *one, sites.get(one[1].site or 0)) for one in found]
        told.sort(key=lambda one: one.day or last.at.date())
        return Versions(first, last, [replace(one, pk=number) for number, one in enumerate(told, start=1)])


def history_of(edition: Edition, sites: Sequence[Site]) -> History:
    """Return the versions of a programme."""
    return History(edition, sites, versions_of(edition))


def versions_of(edition: Edition) -> list[Release]:
    """Return the versions of a programme, the newest first, without what they tell; one query."""
    return list(Release.objects.filter(edition=edition).defer("told"))


def newest_version(edition: Edition) -> Release | None:
    """Return the version that everybody reads, without what it tells."""
    return Release.objects.filter(edition=edition).defer("told").first()


def version_of(edition: Edition, number: int) -> Release:
    """Return a version of a programme by its number, without what it tells; Absent for any other."""
    return existing(Release.objects.filter(edition=edition, number=number).defer("told").first())


def release_numbered(number: int) -> Release | None:
    """Return a version by the number of its row, with its edition, without what it tells."""
    return Release.objects.filter(pk=number).select_related("edition").defer("told").first()


def told_before(release: Release) -> Release | None:
    """Return the version before one, without what it tells."""
    return Release.objects.filter(edition=release.edition_id, number__lt=release.number).defer("told").first()


def _changes(first: Release | None, last: Release) -> list[tuple[str, Line, str, datetime]]:
    revisions = list(Revision.objects.filter(release__in=[one for one in (first, last) if one is not None]))
    found: list[tuple[str, Line, str, datetime]] = []
    for one in revisions:
        how = SINCE if one.release_id == last.pk else EARLIER
        found += [(one.session, line, how, one.at) for line in lines_of(one.lines)]
    since = [one for one in revisions if one.release_id == last.pk]
    found += [(code, line, RELEASED, last.at) for code, lines in _released(first, last, since) for line in lines]
    return sorted(found, key=lambda one: (_begins(one[1], last.at), one[0], one[3]))


def _released(first: Release | None, last: Release, since: Collection[Revision]) -> Iterable[tuple[str, list[Line]]]:
    """Yield what a version itself changed: as it was written down with it, or, against an older one, found again."""
    is_next = last.number - (first.number if first is not None else 0) == 1
    if is_next and (rows := [(one.session, lines_of(one.lines)) for one in changed_by([last.pk])]):
        return rows
    before = told_of(first) if first is not None else []
    return list(lines_between(before, as_released(told_of(last), since)).items())


def _begins(line: Line, otherwise: datetime) -> datetime:
    times = line.times
    return times[0] if times is not None else otherwise


def told_of(release: Release) -> list[dict[str, Any]]:
    """Return all sessions that a version tells, as it tells them now."""
    found: list[dict[str, Any]] = Release.objects.values_list("told", flat=True).get(pk=release.pk)
    return found


def as_released(told: Iterable[Mapping[str, Any]], revisions: Iterable[Revision]) -> list[Mapping[str, Any]]:
    """Return a version as it was when it was released: what was told at once since is taken back, the last first."""
    found = {one["code"]: one for one in told}
    for one in sorted(revisions, key=lambda revision: revision.number, reverse=True):
        if one.before is None:
            found.pop(one.session, None)
        else:
            found[one.session] = one.before
    return list(found.values())


def changed_by(releases: Collection[int]) -> QuerySet[Changed]:
    """Return what some versions changed, session by session, in the order in which it is told."""
    return Changed.objects.filter(release__in=releases).defer("told")


def lines_by(releases: Collection[int]) -> Iterable[tuple[int, list[dict[str, Any]]]]:
    """Return what some versions changed, as it is kept: each session's lines with the number of the version's row."""
    return changed_by(releases).values_list("release", "lines")


def changes_of(release: int, sessions: Collection[str]) -> list[Changed]:
    """Return what a version changed of some sessions, with how it tells them; one query."""
    return list(Changed.objects.filter(release=release, session__in=sessions).select_related("release").defer("release__told"))


def revision_numbered(number: int) -> Revision | None:
    """Return a change that was told at once, with its version, by the number of its row."""
    found = Revision.objects.select_related("release__edition").defer("release__told").filter(pk=number)
    return found.first()


def revisions_of(edition: Edition, sessions: Collection[str]) -> QuerySet[Revision]:
    """Return what was told at once of some sessions of an edition, the latest first."""
    rows = Revision.objects.filter(release__edition=edition, session__in=sessions).order_by("-sequence")
    return rows.select_related("release").defer("release__told")


def revisions_in(releases: Collection[int]) -> QuerySet[Revision]:
    """Return what was told at once since some versions were released."""
    return Revision.objects.filter(release__in=releases)


def told_since(edition: Edition, sessions: Collection[str], sequence: int) -> list[Changed | Revision]:
    """Return what of some sessions was told after a step of the programme, in the order in which it was; two queries."""
    released = Changed.objects.filter(release__edition=edition, session__in=sessions, release__sequence__gt=sequence)
    urgent = Revision.objects.filter(release__edition=edition, session__in=sessions, sequence__gt=sequence)
    rows: list[tuple[int, Changed | Revision]] = []
    # A version's own number in the sequence is the one that it was released with: each change of it since counted it on.
    rows += [(_first_sequence(one.release), one) for one in released.select_related("release").defer("release__told")]
    rows += [(one.sequence, one) for one in urgent]
    return [one for number, one in sorted(rows, key=lambda row: row[0]) if number > sequence]


def _first_sequence(release: Release) -> int:
    return release.sequence - release.revision


def planned_release(edition: Edition) -> PlannedRelease | None:
    """Return the release that is to come by itself, if one is planned."""
    return _plans().filter(edition=edition, state=PlannedRelease.State.PLANNED).first()


def last_plan(edition: Edition) -> PlannedRelease | None:
    """Return what was planned last, whatever has become of it."""
    return _plans().filter(edition=edition).first()


def plan_numbered(number: int) -> PlannedRelease | None:
    """Return a planned release by the number of its row."""
    return _plans().filter(pk=number).first()


def plans_until(moment: datetime) -> list[PlannedRelease]:
    """Return the releases that are planned for an instant until then, of any edition, the earliest first."""
    return list(_plans().filter(state=PlannedRelease.State.PLANNED, at__lte=moment).order_by("at", "pk"))


def _plans() -> QuerySet[PlannedRelease]:
    return PlannedRelease.objects.select_related("edition", "by", "release").defer("release__told")


def revisions_naming(people: Collection[int]) -> list[Revision]:
    """Return what was told at once of sessions in which one of these people has or had a part, by their numbers."""

    def names(told: Mapping[str, Any] | None) -> bool:
        return any(part["person"] in people for part in (told or {}).get("parts", []))

    return [one for one in Revision.objects.order_by("pk") if names(one.told) or names(one.before)]
