"""Say what was read in a query: each filter in words, with the addresses that take it back or look for the words instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from praya.core.index.wordings import Meant
from praya.core.lists.declaring import Asked
from praya.core.texts.joining import labelled
from praya.match.attendees.listing import categories_offered
from praya.match.attendees.queries_exhibitors import ExhibitorLine
from praya.match.attendees.wordings import meaning_of

_NUMBER = re.compile(r"[0-9]+[^0-9]*$")


@dataclass(frozen=True, slots=True)
class Chip:
    """Show one filter that words were read as: `without` leads to the list without it, `quoted` to the words as mere words.

    `chosen` leads to the list with the filter chosen in place of the words.
    """

    label: str
    text: str
    without: str
    quoted: str
    chosen: str


def chips_of(asked: Asked, meant: Iterable[Meant], typed: Mapping[str, Any]) -> list[Chip]:
    """Return what some words mean, each with its addresses."""
    return [
        Chip(
            labelled(str(asked.form.fields[one.group].label), _label(asked, one)),
            one.text,
            _address(typed, q=one.without),
            _address(typed, q=one.quoted),
            _address(typed, **{"q": one.without, one.group: one.value}),
        )
        for one in meant
    ]


def _address(typed: Mapping[str, Any], **changes: str) -> str:
    words = {name: value for name, value in typed.items() if name != "page"} | changes
    return f"?{urlencode({name: value for name, value in words.items() if value})}"


def _label(asked: Asked, one: Meant) -> str:
    categories = categories_offered(asked) if one.group == "category" else ()
    return meaning_of(one.group, one.value, asked.visit.sites, get_language() or "en", categories)


def stand_letters(lines: Iterable[ExhibitorLine]) -> Sequence[str]:
    """Return how the numbers of stands begin, before the number within the row: "1-A" of "1-A01"."""
    return sorted({_NUMBER.sub("", line.stand) or line.stand for line in lines if line.stand})
