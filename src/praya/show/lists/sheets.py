"""Write a list as a sheet, as its reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES, word_of
from praya.core.directory.countries import country_name
from praya.core.sheets.writing import Cell
from praya.show.lists.queries import ItemLine

Row = list[Cell]


def heads() -> list[str]:
    """Return the names of the columns in the reader's language."""
    return [
        _("Title"),
        _("Other names"),
        _("Kind"),
        _("Stage"),
        _("Year"),
        _("Countries and regions"),
        _("Directors"),
        _("Code"),
        _("Added by"),
        _("Added at (UTC)"),
        _("Shared notes"),
        _("My note"),
    ]


def rows(lines: Iterable[ItemLine]) -> Iterator[Row]:
    """Yield one row per work; a work that its reader may not see any more is an empty row that says so."""
    for line in lines:
        facts = _facts(line.card) if line.card is not None else [_("no longer shown"), *[""] * 7]
        shared = "\n".join(f"{note.name}: {note.text}" for note in line.notes if note.is_shared)
        mine = next((note.text for note in line.notes if note.is_own and not note.is_shared), "")
        yield [*facts, line.added_by, line.added_at.replace(tzinfo=None), shared, mine]


def _facts(card: Card) -> Row:
    language = get_language() or "en"
    document = card.document
    others = [name for name in dict.fromkeys(one["text"] for one in document["names"]) if name != card.name]
    countries = ", ".join(country_name(code, language) for code in card.countries)
    return [
        card.name,
        " / ".join(others),
        word_of(KINDS, document["kind"]),
        word_of(STAGES, document["stage"]),
        document["year"],
        countries,
        ", ".join(card.directors),
        card.code,
    ]
