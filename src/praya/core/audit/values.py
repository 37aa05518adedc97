"""Write the value of a fact in words: yes and no, names, states, local times, days, texts and how many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from praya.core.audit.telling import Clock, Fact
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.core.texts.states import states

LONGEST = 80
MOST = 4
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)-(\d\d:\d\d))?")
_TIME = re.compile(r"(\d\d:\d\d)(:\d\d(\.\d+)?)?")
# A word of the program, which nobody has typed.
_PROGRAM = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
Names = Mapping[tuple[str, str, str], str]


def column_of(table: str, name: str) -> Field[Any, Any] | None:
    """Return the column of a table that a fact is; None for any other fact."""
    try:
        found = apps.get_model(table)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def reference_of(table: str, name: str, fact: Fact) -> tuple[str, str] | None:
    """Return which table's rows the values of a fact name, and by which of its columns."""
    if fact.refers:
        return fact.refers, fact.by
    column = column_of(table, name)
    related = column.related_model if column is not None else None
    return (related._meta.label_lower, "pk") if related is not None and not isinstance(related, str) else None


def value_words(value: Any, table: str, name: str, fact: Fact, names: Names, clock: Clock) -> str | None:
    """Return the value of a fact in words; None where it has none."""
    if value is None or value in ("", [], {}):
        return pgettext("a fact", "none")
    if fact.is_counted:
        return _many(value if isinstance(value, int) else len(value))
    if reference := reference_of(table, name, fact):
        return _joined([names.get((*reference, str(one))) or _("one that is gone") for one in _each(value)])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _many(value)
    if isinstance(value, Mapping):
        return _cut(read(value, get_language() or "en").text) or pgettext("a fact", "none") if "texts" in value else None
    if isinstance(value, list):
        return _list_words(value, table, name, fact, clock)
    return _text_words(str(value), table, name, fact, clock)


def _many(number: float) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _joined(words: Sequence[str]) -> str:
    more = len(words) - MOST
    if more <= 0:
        return joined(words)
    return joined(words[:MOST]) + ngettext(" and %(count)d more", " and %(count)d more", more) % {"count": more}


def _list_words(value: list[Any], table: str, name: str, fact: Fact, clock: Clock) -> str | None:
    if all(isinstance(one, list) and len(one) == 2 for one in value):
        ends = [(parse_datetime(str(start)), parse_datetime(str(end))) for start, end in value]
        return _joined([clock.span(start, end) for start, end in ends if start is not None and end is not None]) or None
    words = [_text_words(str(one), table, name, fact, clock) for one in value if isinstance(one, str | int)]
    known = [one for one in words if one]
    return _joined(known) if len(known) == len(value) else _many(len(value))


def _text_words(value: str, table: str, name: str, fact: Fact, clock: Clock) -> str | None:
    if fact.words:
        return str(fact.words[value]) if value in fact.words else None
    column = column_of(table, name)
    if column is not None and column.choices:
        return str(states()[value][1]) if value in states() else None
    if name in {"status", "state"}:
        return str(states()[value][1]) if value in states() else None
    if found := _DAY.fullmatch(value):
        day = day_text(date.fromisoformat(found[1]), "D j M")
        return f"{day} {found[2]}–{found[3]}" if found[2] else day
    if _INSTANT.fullmatch(value) and (moment := parse_datetime(value)) is not None:
        return clock.moment(moment)
    if found := _TIME.fullmatch(value):
        return found[1]
    return None if _PROGRAM.fullmatch(value) else _cut(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
