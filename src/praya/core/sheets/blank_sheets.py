"""Make empty sheets with column names and examples, for organisers to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.utils.translation import gettext as _

from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.writing import Cell, Sheet

Heads = Literal["en", "zh-hant", "zh-hans"]
HEADS: tuple[Heads, ...] = ("en", "zh-hant", "zh-hans")


def blank_sheets(edition: Any, kinds: Iterable[SheetKind], heads: Heads) -> list[Sheet]:
    """Return one sheet per kind; the examples name the edition's own sites, days and categories."""
    reading = Reading(edition)
    return [
        Sheet(_in(kind, heads), _heads(kind, heads), _blank_rows(kind, reading), [_note(column) for column in kind.columns])
        for kind in kinds
    ]


def _in(named: SheetKind | Column, heads: Heads) -> str:
    return named.names[HEADS.index(heads)]


def _heads(kind: SheetKind, heads: Heads) -> list[str]:
    names = [_in(column, heads) for column in kind.columns]
    return [*names, *(f"{_in(column, heads)} (zh-Hant)" for column in kind.columns if column.has_tags)]


def _note(column: Column) -> str:
    return _("Required") if column.is_required else ""


def _blank_rows(kind: SheetKind, reading: Reading) -> list[list[Cell]]:
    own = reading.shared(kind.examples) if kind.examples is not None else {}
    tagged = [column for column in kind.columns if column.has_tags]
    return [
        [
            *((own.get(column.key) or column.examples)[number] for column in kind.columns),
            *(one.in_chinese[number] for one in tagged),
        ]
        for number in (0, 1)
    ]
