"""Read the identifiers that a sheet gives, and find the market's records that a register knows under them.

A register's number names one person or company whatever the row calls them, so such a row is about the record that has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from praya.core.directory.models import Organisation, Person
from praya.core.sheets.rows import Row
from praya.core.texts.said import gettext as _
from praya.meet.registration.surroundings import REGISTERS, World


def identifiers(row: Row) -> dict[str, str]:
    """Return the identifiers that a row gives, in the standard form of their register."""
    found = {column.key: row[column.key] for column in row.table.kind.columns if column.key in REGISTERS}
    return {scheme: value for scheme, value in found.items() if value}


def known_by(row: Row, world: World, given: Mapping[str, str]) -> Organisation | Person | None:
    """Return the record that one of these identifiers names; two different records are a fault."""
    found = {id(one): one for pair in given.items() if (one := world.by_identifier.get((row.table.kind.key, *pair)))}
    if len(found) > 1:
        row.fault(next(iter(given)), _("these numbers belong to different records; check them, or leave all but one empty."))
        return None
    return next(iter(found.values()), None)


def take_identifiers(row: Row, world: World, record: Organisation | Person, given: Mapping[str, str]) -> None:
    """Take over identifiers that differ, and note each."""
    for scheme, value in given.items():
        before = (record.identifiers or {}).get(scheme, "")
        world.by_identifier[row.table.kind.key, scheme, value] = record
        if before == value:
            continue
        world.writes.change(record, "identifiers", {**(record.identifiers or {}), scheme: value})
        if record.pk is not None:
            row.change(scheme, before, value)
