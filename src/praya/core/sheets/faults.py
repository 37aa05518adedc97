"""Say what is wrong in a cell: sheet, row, column, value, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from praya.core.texts.said import retold, told

STATES = ("fault", "new", "changed", "unchanged", "duplicate", "private")


@dataclass(frozen=True, slots=True)
class Fault:
    """Name a place and a reason; the reason contains the remedy. `key` is the column's, `likely` what was probably meant."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    key: str = ""
    likely: str = ""

    def __str__(self) -> str:
        values = {"sheet": self.sheet, "row": self.row, "column": self.column, "value": self.value, "reason": self.reason}
        if not self.value:
            return _("%(sheet)s, row %(row)d, column %(column)s: %(reason)s") % values
        return _("%(sheet)s, row %(row)d, column %(column)s, “%(value)s”: %(reason)s") % values


@dataclass(slots=True)
class Fate:
    """Say what an import does with one row: new, changed (what), unchanged, duplicate, private, or fault (why).

    `notes` tell what is worth knowing without stopping anything, such as “looks like …”. A *private* row is a veto:
    it is recorded, and nothing is said about whether it was known before. Of a row with faults `cells` are what it holds, each
    with the key and the heading of its column, also of columns that it lacks.
    """

    sheet: str
    row: int
    subject: str = ""
    state: str = "new"
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cells: list[tuple[str, str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the fate as plain values, which `worded` says in the language of whoever reads them."""
        kept = {
            "sheet": self.sheet,
            "row": self.row,
            "subject": self.subject,
            "state": self.state,
            "notes": [told(note) for note in self.notes],
            "faults": [
                {**{name: getattr(fault, name) for name in _FAULT}, "reason": told(fault.reason)} for fault in self.faults
            ],
        }
        return {**kept, "cells": self.cells} if self.faults else kept


_FAULT = ("sheet", "row", "column", "value", "key", "likely")


def worded(fate: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fate that was kept in the language in force, its faults with whole sentences."""
    notes = [retold(note) for note in fate["notes"]]
    return {**fate, "notes": notes, "faults": [_worded(fault) for fault in fate["faults"]]}


def _worded(fault: Mapping[str, Any]) -> dict[str, Any]:
    said = {**fault, "reason": retold(fault["reason"])}
    if "sentence" not in fault:  # what was kept before sentences could be said anew stays as it was said
        values = {name: said[name] for name in (*_FAULT[:4], "reason")}
        said["sentence"] = str(Fault(**values))
    return said
