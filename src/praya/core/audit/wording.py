"""Tell entries of the trail in words: who did what, about which record, what it was before and what it is now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.audit.deeds import hidden_facts, open_subjects, sentence_of
from praya.core.audit.models import Entry
from praya.core.audit.telling import Clock, Facts, Row, Told, fact_told, is_nameless, reshaped, subject_told
from praya.core.audit.values import Names, reference_of, value_words
from praya.core.directory.names import names_read
from praya.core.texts.joining import joined_clauses, labelled

NOBODY = pgettext_lazy("who changed something", "Praya")
Found = Mapping[tuple[str, str, str], tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one fact of an entry: what it is called, what it was and what it is; empty where the entry does not say."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Return it as people read it.

        >>> Change("stand", "none", "1-A01").words
        'stand: none → 1-A01'
        """
        if self.before and self.after:
            return labelled(self.label, _("%(before)s → %(after)s") % {"before": self.before, "after": self.after})
        return labelled(self.label, self.after or self.before)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Hold one entry as it is shown; `about` is what it is about, `address` its page, `raw` what the trail keeps of it."""

    at: datetime
    who: str
    sentence: str
    about: str = ""
    address: str = ""
    changes: tuple[Change, ...] = ()
    raw: str = ""

    @property
    def changes_words(self) -> str:
        """Return its facts in one line."""
        return joined_clauses(one.words for one in self.changes)


def lines_of(entries: Sequence[Entry], edition: str, clock: Clock) -> list[TrailLine]:
    """Tell entries of an edition, by its address, in words: one query for each table that they name."""
    found = _records(_wanted(entries), clock)
    return [_line(entry, found, edition, clock) for entry in entries]


def _is_told(entry: Entry) -> bool:
    return entry.subject.startswith(open_subjects())


def _facts(entry: Entry) -> tuple[Facts, Facts]:
    """Return what an entry tells of before and after, without what is nobody else's business."""
    if not _is_told(entry):
        return {}, {}
    hidden = hidden_facts()
    before, after = reshaped(entry.action, entry.before, entry.after)
    return tuple({name: value for name, value in (facts or {}).items() if name not in hidden} for facts in (before, after))  # type: ignore[return-value]


def _wanted(entries: Sequence[Entry]) -> dict[tuple[str, str], set[str]]:
    """Return which records are named by some entries: by table and column."""
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        if entry.subject_id and _is_told(entry) and not is_nameless(entry.action):
            wanted[entry.subject, "pk"].add(entry.subject_id)
        for facts in _facts(entry):
            for name, value in facts.items():
                fact = fact_told(entry.subject, name)
                reference = reference_of(entry.subject, name, fact) if fact is not None else None
                if reference is not None:
                    wanted[reference].update(str(one) for one in (value if isinstance(value, list) else [value]) if one)
    return wanted


def _records(wanted: Mapping[tuple[str, str], set[str]], clock: Clock) -> Found:
    found: dict[tuple[str, str, str], tuple[str, Row]] = {}
    for (table, by), values in wanted.items():
        told = subject_told(table)
        if told is not None and values:
            for value, rows in _rows(told, table, by, values).items():
                found[table, by, value] = told.words(rows, clock), rows[0]
    return found


def _rows(told: Told, table: str, by: str, values: set[str]) -> dict[str, list[Row]]:
    key = told.key if by == "pk" else by
    model = apps.get_model(told.table or table)
    column = model._meta.pk if key == "pk" else model._meta.get_field(key)
    known = [value for value in values if _may_be(column, value)]
    rows: Any = model._default_manager.filter(told.only, **{f"{key}__in": known})
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows.order_by("pk").values(key, *told.columns):
        grouped[str(row[key])].append(row)
    return grouped


def _may_be(column: Any, value: str) -> bool:
    """Tell whether a column could hold a value: of what has come from an older version it may not."""
    try:
        return column.to_python(value) is not None
    except ValidationError:
        return False


def _line(entry: Entry, found: Found, edition: str, clock: Clock) -> TrailLine:
    about, row = found.get((entry.subject, "pk", entry.subject_id), ("", {})) if not is_nameless(entry.action) else ("", {})
    told = subject_told(entry.subject)
    names = {key: words for key, (words, _row) in found.items()}
    return TrailLine(
        entry.at,
        who_of(entry),
        sentence_of(entry.action),
        about,
        _address(told, row, edition) if told is not None and about else "",
        _changes(entry, names, clock),
        _raw(entry),
    )


def who_of(entry: Entry) -> str:
    """Return who did something: their own name as its reader reads it, else their account's."""
    account = entry.account
    if account is None:
        return str(NOBODY)
    person = getattr(account, "person", None)
    return names_read(person.name, person.names, get_language() or "en").name if person is not None else str(account)


def _address(told: Told, row: Row, edition: str) -> str:
    if not told.page:
        return ""
    try:
        return reverse(told.page, args=[edition, *(row[name] for name in told.place)])
    except NoReverseMatch:
        return ""


def _changes(entry: Entry, names: Names, clock: Clock) -> tuple[Change, ...]:
    before, after = _facts(entry)
    found = []
    for name in dict.fromkeys([*before, *after]):
        fact = fact_told(entry.subject, name)
        if fact is None or (name in before and name in after and before[name] == after[name]):
            continue
        was, now = (
            value_words(facts[name], entry.subject, name, fact, names, clock) if name in facts else ""
            for facts in (before, after)
        )
        is_empty = not (before.get(name) not in (None, "", [], {}) or after.get(name) not in (None, "", [], {}))
        if was is not None and now is not None and not is_empty:
            found.append(Change(str(fact.label), was, now))
    return tuple(found)


def _raw(entry: Entry) -> str:
    """Return what the trail keeps of an entry, without what is nobody else's business."""
    if not _is_told(entry):
        return ""
    facts = {"before": _shallow(entry, entry.before), "after": _shallow(entry, entry.after)}
    kept = {"action": entry.action, "subject": entry.subject, "subject_id": entry.subject_id}
    return json.dumps({**kept, **{name: one for name, one in facts.items() if one}}, ensure_ascii=False, indent=1)


def _shallow(entry: Entry, facts: Any) -> Any:
    """Return facts without those in which more lies: of the catalogue's records each part has a level of its own."""
    kept = _without_hidden(facts)
    is_leveled = entry.subject.startswith("core.") and isinstance(kept, dict)
    return {name: one for name, one in kept.items() if not isinstance(one, dict | list)} if is_leveled else kept


def _without_hidden(value: Any) -> Any:
    if isinstance(value, dict):
        hidden = hidden_facts()
        return {name: _without_hidden(one) for name, one in value.items() if name not in hidden}
    if isinstance(value, list):
        return [_without_hidden(one) for one in value]
    return value
