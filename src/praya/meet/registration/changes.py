"""Compare a row with the record it is about, and word what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import language_of, script_of
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.said import gettext as _
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.registration.surroundings import World, spellings_merged

Record = Organisation | Person | Exhibitor | Delegate


def compare(row: Row, world: World, record: Record, values: Mapping[str, Any]) -> None:
    """Take over what differs and note it for a record that exists; an empty cell changes nothing."""
    for name, value in values.items():
        before = getattr(record, name)
        if value in ("", [], {}) or value == before:
            continue
        world.writes.change(record, name, value)
        if record.pk is None:
            continue
        if name == "names":
            row.is_changed = True
            row.note(_("%(field)s changed") % {"field": row.table.head("name")})
        else:
            row.change(name, before, value)


def rename(row: Row, world: World, record: Organisation | Person, name: str) -> None:
    """Take over a name and keep the former one as a spelling; one that a merge brought is a spelling already."""
    if folded(name) in {folded(text) for text in spellings_merged(record)}:
        return
    before = record.name
    compare(row, world, record, {"name": name})
    if record.pk is not None and record.name != before:
        former = {"text": before, "tag": language_of(before), "kind": "former", "source": "import", "script": script_of(before)}
        known = [one for one in record.aliases or [] if one.get("text") not in {before, record.name}]
        world.writes.change(record, "aliases", [*known, former])


def stands_for_both(row: Row, earlier: Row, world: World, *keys: str) -> bool:
    """Take a row as a duplicate whose record was merged with that of an earlier row, whatever else the two say."""
    if not world.is_merged(*(one[key] for key in keys for one in (row, earlier))):
        return False
    row.fate.state = "duplicate"
    row.note(_("merged with row %(row)d; taken once") % {"row": earlier.number})
    return True


def names_by_tag(row: Row) -> dict[str, str]:
    """Return the names in further languages that the row gives."""
    keys = [key for key in row.table.places if key.startswith("name:")]
    found = {key.partition(":")[2]: row[key] for key in keys}
    return {tag: text for tag, text in found.items() if text}


def finish(row: Row, *, is_new: bool) -> None:
    """Set the state of a row from what was found."""
    row.fate.state = "new" if is_new else "changed" if row.is_changed else "unchanged"
