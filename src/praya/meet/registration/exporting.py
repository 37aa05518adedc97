"""Write a market's organisations, delegates and their hours as sheets that can be imported again without changing anything."""

from __future__ import annotations

from collections.abc import Iterator

from praya.core.directory.models import Organisation
from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.writing import Cell, Sheet
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.accreditation.queries import delegates_matching
from praya.meet.exhibitors.queries import exhibitors_matching
from praya.meet.registration.availability import civil_hours
from praya.meet.registration.surroundings import reference_in

CHUNK = 2_000


def export_organisations(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the sheet of organisations: who exhibits, who sends delegates, and whoever has a reference of this market."""
    edition = reading.edition
    exhibitors = exhibitors_matching(edition).values("organisation")
    delegates = delegates_matching(edition).filter(organisation__isnull=False).values("organisation")
    named = Organisation.objects.filter(reference__startswith=f"{edition.market_id}/")
    chosen = Organisation.objects.filter(pk__in=exhibitors) | Organisation.objects.filter(pk__in=delegates) | named
    found = list(chosen.filter(merged_into=None).order_by("name", "pk").iterator(CHUNK))
    tags = sorted({tag for one in found for tag in one.names})
    return kind.sheet(_organisation_rows(reading, found, tags), tags=tags)


def _organisation_rows(reading: Reading, organisations: list[Organisation], tags: list[str]) -> Iterator[list[Cell]]:
    found = exhibitors_matching(reading.edition).select_related("site", "stand__hall")
    exhibitors = {exhibitor.organisation_id: exhibitor for exhibitor in found}
    for one in organisations:
        exhibitor = exhibitors.get(one.pk)
        site = exhibitor.site if exhibitor else None
        stand = exhibitor.stand if exhibitor else None
        yield [
            reference_in(one, reading.edition.market_id),
            one.name,
            one.country,
            one.activity,
            one.website,
            "yes" if exhibitor else "",
            site.slug if site else ("online" if exhibitor else ""),
            stand.hall.name if stand else "",
            stand.number if stand else "",
            *((one.identifiers or {}).get(scheme, "") for scheme in ("registration", "imdb", "wikidata")),
            *(one.names.get(tag, "") for tag in tags),
        ]


def listed_delegates(reading: Reading) -> list[Delegate]:
    """Return the edition's delegates by name."""
    found = delegates_matching(reading.edition).filter(person__merged_into=None)
    found = found.select_related("person", "organisation", "category", "site")
    return list(found.order_by("person__name", "pk"))


def export_delegates(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the sheet of delegates."""
    found = reading.shared(listed_delegates)
    tags = sorted({tag for one in found for tag in one.person.names})
    return kind.sheet(_delegate_rows(found, tags, reading.edition.market_id), tags=tags)


def _delegate_rows(delegates: list[Delegate], tags: list[str], market: int) -> Iterator[list[Cell]]:
    for one in delegates:
        person, organisation = one.person, one.organisation
        company = [reference_in(organisation, market), organisation.name] if organisation else ["", ""]
        site = one.site.slug if one.site else ("online" if one.zone else "")
        category = one.category.slug if one.category else ""
        languages = ", ".join(person.languages)
        yield [
            *(reference_in(person, market), person.name, person.email or "", *company, one.job_title, category, site),
            *(one.zone, person.country, languages, _phone(one), str(one.status)),
            *((person.identifiers or {}).get(scheme, "") for scheme in ("imdb", "wikidata")),
            *(person.names.get(tag, "") for tag in tags),
        ]


def _phone(one: Delegate) -> str:
    """Return a number that organisers of this edition brought in: of their own, people say themselves who reads it."""
    return "" if (one.person.visibility or {}).get("phone") else one.phone


def words_of_delegates(reading: Reading) -> dict[int, tuple[str, str]]:
    """Return by what word a sheet names each delegate, and in which zone their hours are written."""
    market = reading.edition.market_id
    return {
        one.pk: (one.person.email or reference_in(one.person, market), one.site.zone if one.site else (one.zone or "UTC"))
        for one in reading.shared(listed_delegates)
    }


def export_availability(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the sheet of the hours that delegates have stated."""
    return kind.sheet(_availability_rows(reading))


def _availability_rows(reading: Reading) -> Iterator[list[Cell]]:
    words = reading.shared(words_of_delegates)
    rows = Availability.objects.filter(delegate__edition=reading.edition)
    rows = rows.order_by("delegate__person__name", "delegate", "starts_at")
    for delegate, starts_at, ends_at in rows.values_list("delegate", "starts_at", "ends_at").iterator(CHUNK):
        word, zone = words[delegate]
        on, begins, ends = civil_hours(starts_at, ends_at, zone)
        yield [word, on.isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}", zone]
