"""Write an edition's records as sheets that can be imported again without changing anything.

Requests go out as the wishes they came from; what somebody privately said about another, and above all every veto,
stays in the database: the sheets are the same whether it was said or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from praya.core.directory.models import Organisation
from praya.core.sheets.columns import Kind
from praya.core.sheets.writing import Cell, Sheet, csv_lines, workbook
from praya.match.diary.models import Attendance, Meeting
from praya.match.imports.columns import WISHES
from praya.match.requests.models import ProposedSlot, Request
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.imports.availability import civil_hours
from praya.meet.imports.columns import AVAILABILITY, DELEGATES, ORGANISATIONS
from praya.meet.imports.world import shown_reference
from praya.meet.parties.models import Party

CHUNK = 2_000
OPEN = (Request.Status.SENT, Request.Status.ACCEPTED)


def export_sheets(edition: Edition) -> list[Sheet]:
    """Return six sheets: the four kinds that can be imported, then requests and meetings for reading."""
    market = edition.market_id
    organisations = list(_organisations(edition))
    delegates = _delegates(edition)
    tags = sorted({tag for one in organisations for tag in one.names})
    person_tags = sorted({tag for one in delegates for tag in one.person.names})
    words = _words(delegates, market)
    return [
        Sheet("organisations", _heads(ORGANISATIONS, tags), _organisation_rows(edition, organisations, tags)),
        Sheet("delegates", _heads(DELEGATES, person_tags), _delegate_rows(delegates, person_tags, market)),
        Sheet("availability", _heads(AVAILABILITY), _availability_rows(edition, words)),
        Sheet("wishes", _heads(WISHES), _wish_rows(edition, words)),
        Sheet("requests", _REQUEST_HEADS, _request_rows(edition)),
        Sheet("meetings", _MEETING_HEADS, _meeting_rows(edition)),
    ]


def export_workbook(edition: Edition) -> bytes:
    """Return the edition as one .xlsx file."""
    return workbook(export_sheets(edition))


def export_folder(edition: Edition, folder: Path) -> list[Path]:
    """Write one .csv file per sheet into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sheet in export_sheets(edition):
        path = folder / f"{sheet.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(_with_heads(sheet)))
        paths.append(path)
    return paths


def _with_heads(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    yield sheet.heads
    yield from sheet.rows


def _heads(kind: Kind, tags: Iterable[str] = ()) -> list[str]:
    return [*(column.english for column in kind.columns), *(f"name ({tag})" for tag in tags)]


def _organisations(edition: Edition) -> Iterator[Organisation]:
    exhibitors = Exhibitor.objects.filter(edition=edition).values("organisation")
    delegates = Delegate.objects.filter(edition=edition, organisation__isnull=False).values("organisation")
    named = Organisation.objects.filter(reference__startswith=f"{edition.market_id}/")
    chosen = Organisation.objects.filter(pk__in=exhibitors) | Organisation.objects.filter(pk__in=delegates) | named
    return chosen.filter(merged_into=None).order_by("name", "pk").iterator(CHUNK)


def _reference(record: Any, market: int) -> str:
    return shown_reference(record.reference, market) or record.code


def _organisation_rows(edition: Edition, organisations: list[Organisation], tags: list[str]) -> Iterator[list[Cell]]:
    found = Exhibitor.objects.filter(edition=edition).select_related("site", "stand__hall")
    exhibitors = {exhibitor.organisation_id: exhibitor for exhibitor in found}
    for one in organisations:
        exhibitor = exhibitors.get(one.pk)
        site = exhibitor.site if exhibitor else None
        stand = exhibitor.stand if exhibitor else None
        yield [
            _reference(one, edition.market_id),
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


def _delegates(edition: Edition) -> list[Delegate]:
    found = Delegate.objects.filter(edition=edition, person__merged_into=None)
    found = found.select_related("person", "organisation", "category", "site")
    return list(found.order_by("person__name", "pk"))


def _delegate_rows(delegates: list[Delegate], tags: list[str], market: int) -> Iterator[list[Cell]]:
    for one in delegates:
        person, organisation = one.person, one.organisation
        company = [_reference(organisation, market), organisation.name] if organisation else ["", ""]
        site = one.site.slug if one.site else ("online" if one.zone else "")
        category = one.category.slug if one.category else ""
        languages = ", ".join(person.languages)
        yield [
            *(_reference(person, market), person.name, person.email or "", *company, one.job_title, category, site),
            *(one.zone, person.country, languages, str(one.status)),
            *((person.identifiers or {}).get(scheme, "") for scheme in ("imdb", "wikidata")),
            *(person.names.get(tag, "") for tag in tags),
        ]


def _words(delegates: list[Delegate], market: int) -> dict[int, tuple[str, str]]:
    """Return by what word a sheet names each delegate, and in which zone their hours are written."""
    return {
        one.pk: (one.person.email or _reference(one.person, market), one.site.zone if one.site else (one.zone or "UTC"))
        for one in delegates
    }


def _availability_rows(edition: Edition, words: dict[int, tuple[str, str]]) -> Iterator[list[Cell]]:
    rows = Availability.objects.filter(delegate__edition=edition).order_by("delegate__person__name", "delegate", "starts_at")
    for delegate, starts_at, ends_at in rows.values_list("delegate", "starts_at", "ends_at").iterator(CHUNK):
        word, zone = words[delegate]
        on, begins, ends = civil_hours(starts_at, ends_at, zone)
        yield [word, on.isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}", zone]


def _slots(edition: Edition) -> dict[int, list[Any]]:
    slots: dict[int, list[Any]] = defaultdict(list)
    for request, starts_at in ProposedSlot.objects.filter(request__edition=edition).values_list("request", "starts_at"):
        slots[request].append(starts_at)
    return slots


def _wish_rows(edition: Edition, words: dict[int, tuple[str, str]]) -> Iterator[list[Cell]]:
    """Yield the open requests between people and companies who can still meet: the others could not be imported.

    The column of messages stays empty, which an import takes as "keep": only the two sides read them.
    """
    slots = _slots(edition)
    able = set(Delegate.objects.filter(CAN_MEET, edition=edition).order_by().values_list("pk", flat=True))
    found = Request.objects.filter(edition=edition, status__in=OPEN).order_by("pk")
    for request in found.select_related(
        "sender__exhibitor__organisation", "recipient__exhibitor__organisation", "recipient__exhibitor__site"
    ):
        sender = _side_word(request.sender, request.sent_by_id, words, able, edition.market_id)
        recipient = _side_word(request.recipient, request.named_id, words, able, edition.market_id)
        if sender and recipient:
            zone = _zone(request.recipient, words)
            times = "; ".join(f"{slot.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for slot in sorted(slots.get(request.pk, ())))
            level, status = str(request.level), str(request.status)
            yield [sender, recipient, level, "", times, zone if times else "", status]


def _side_word(side: Party, delegate: int | None, words: dict[int, tuple[str, str]], able: set[int], market: int) -> str:
    """Return the word for a side: of a company the person concerned, where one is; nothing for who cannot meet any more."""
    if side.exhibitor is not None:
        return words[delegate][0] if delegate in able and delegate else _reference(side.exhibitor.organisation, market)
    return words[side.delegate_id][0] if side.delegate_id in able and side.delegate_id else ""


def _zone(side: Party, words: dict[int, tuple[str, str]]) -> str:
    if side.exhibitor is not None:
        return side.exhibitor.site.zone if side.exhibitor.site else "UTC"
    return words[side.delegate_id or 0][1]


_REQUEST_HEADS = ("request", "sender", "recipient", "level", "status", "sent at (UTC)", "answered at (UTC)")
_MEETING_HEADS = ("meeting", "starts at", "ends at", "zone", "site", "hall", "table", "stand", "participants", "status", "fixed")
_SIDE = ("exhibitor__organisation__name", "delegate__person__name")


def _request_rows(edition: Edition) -> Iterator[list[Cell]]:
    columns = ["code", *(f"{side}__{name}" for side in ("sender", "recipient") for name in _SIDE)]
    columns += ["level", "status", "sent_at", "answered_at"]
    for row in Request.objects.filter(edition=edition).order_by("pk").values_list(*columns).iterator(CHUNK):
        code, company, person, other_company, other_person, *rest = row
        yield [code, company or person, other_company or other_person, *rest]


def _meeting_rows(edition: Edition) -> Iterator[list[Cell]]:
    attending: dict[int, list[str]] = defaultdict(list)
    names = Attendance.objects.filter(meeting__edition=edition, is_released=False).order_by("pk")
    for meeting, name, company in names.values_list(
        "meeting", "delegate__person__name", "calendar__exhibitor__organisation__name"
    ):
        attending[meeting].append(f"{name} ({company})" if company else name)
    found = Meeting.objects.filter(edition=edition).select_related("site", "table__hall", "stand__hall")
    for one in found.order_by("starts_at", "pk").iterator(CHUNK):
        zone = one.site.zone if one.site else "UTC"
        info = ZoneInfo(zone)
        place = one.table or one.stand
        yield [
            one.code,
            f"{one.starts_at.astimezone(info):%Y-%m-%d %H:%M}",
            f"{one.ends_at.astimezone(info):%Y-%m-%d %H:%M}",
            zone,
            one.site.short_name if one.site else "",
            place.hall.name if place else "",
            one.table.number if one.table else "",
            one.stand.number if one.stand else "",
            "; ".join(attending.get(one.pk, [])),
            str(one.status),
            "yes" if one.is_fixed else "",
        ]
