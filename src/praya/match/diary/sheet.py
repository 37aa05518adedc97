"""Declare the sheet of meetings, which only goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.writing import Cell, Sheet
from praya.match.diary.models import Attendance, Meeting

CHUNK = 2_000
_HEADS = ("meeting", "starts at", "ends at", "zone", "site", "hall", "table", "stand", "participants", "status", "fixed")


def export_meetings(kind: SheetKind, reading: Reading) -> Sheet:
    """Return all meetings by their time, with who takes part."""
    return Sheet(kind.key, _HEADS, _meeting_rows(reading))


MEETINGS = SheetKind("meetings", "meetings", needs=("requests",), export=export_meetings)


def _meeting_rows(reading: Reading) -> Iterator[list[Cell]]:
    attending: dict[int, list[str]] = defaultdict(list)
    names = Attendance.objects.filter(meeting__edition=reading.edition, is_released=False).order_by("pk")
    for meeting, name, company in names.values_list(
        "meeting", "delegate__person__name", "calendar__exhibitor__organisation__name"
    ):
        attending[meeting].append(f"{name} ({company})" if company else name)
    found = Meeting.objects.filter(edition=reading.edition).select_related("site", "table__hall", "stand__hall")
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
