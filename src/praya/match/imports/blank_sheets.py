"""Make empty sheets with column names and examples, for organisers to fill in."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _

from praya.core.sheets.columns import Column, Kind
from praya.core.sheets.writing import Cell, Sheet, csv_text, workbook
from praya.match.imports.columns import KINDS
from praya.meet.accreditation.models import Category
from praya.meet.editions.models import Edition, Hall, Site

Heads = Literal["en", "zh-hant", "zh-hans"]


def example_workbook(edition: Edition, heads: Heads) -> bytes:
    """Return a workbook with one sheet per kind; the examples name the edition's own sites, days and categories."""
    facts = _facts(edition)
    return workbook(Sheet(_sheet_name(kind, heads), _heads(kind, heads), _rows(kind, facts), _notes(kind)) for kind in KINDS)


def example_csv(edition: Edition, kind: Kind, heads: Heads) -> str:
    """Return one kind of sheet as CSV."""
    return csv_text([_heads(kind, heads), *_rows(kind, _facts(edition))])


def _sheet_name(kind: Kind, heads: Heads) -> str:
    chinese = {
        "organisations": ("機構", "机构"),
        "delegates": ("代表", "代表"),
        "availability": ("可用時間", "可用时间"),
        "wishes": ("意願", "意愿"),
    }
    return {"en": kind.key, "zh-hant": chinese[kind.key][0], "zh-hans": chinese[kind.key][1]}[heads]


def _heads(kind: Kind, heads: Heads) -> list[str]:
    names = [_head(column, heads) for column in kind.columns]
    tagged = [f"{_head(column, heads)} (zh-Hant)" for column in kind.columns if column.has_tags]
    return [*names, *tagged]


def _head(column: Column, heads: Heads) -> str:
    return {"en": column.english, "zh-hant": column.traditional, "zh-hans": column.simplified}[heads]


def _notes(kind: Kind) -> list[str]:
    return [_("Required") if column.is_required else "" for column in kind.columns]


def _facts(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return examples that hold for this very edition."""
    sites = list(Site.objects.filter(edition=edition))
    categories = [category.slug for category in Category.objects.filter(edition=edition)[:2]]
    hall = Hall.objects.filter(site__edition=edition).select_related("site").order_by("site__position", "pk").first()
    names = [site.short_name for site in sites] or [""]
    day = edition.starts_on.isoformat()
    return {
        "site": (names[0], names[-1]),
        "hall": (hall.name if hall else "", ""),
        "stand": ("A1" if hall else "", ""),
        "category": (categories[0] if categories else "", categories[-1] if categories else ""),
        "date": (day, day),
    }


def _rows(kind: Kind, facts: dict[str, tuple[str, str]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for number, chinese in ((0, "海港之光影業"), (1, "大灣製作")):
        cells: list[Cell] = [(facts.get(column.key) or column.examples)[number] for column in kind.columns]
        people = ("陳美", "")
        cells += [chinese if kind.key == "organisations" else people[number] for column in kind.columns if column.has_tags]
        rows.append(cells)
    return rows
