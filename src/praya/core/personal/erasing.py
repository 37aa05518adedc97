"""Erase a person: end what is under way, take out or empty what is held, and leave what others and the figures need nameless."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.deeds import open_subjects
from praya.core.audit.models import Entry
from praya.core.audit.queries import entries_about
from praya.core.holding import Personal, Subject, declared, personal_tables
from praya.core.personal.queries import rows_of, subject_numbered
from praya.core.portions import portions
from praya.core.revocations.actions import note

PORTION = 500
ERASURE = "erasure"


def require_erasable(who: Subject) -> None:
    """Raise Refused with everything that the person must hand over first."""
    if found := [sentence for hindrances in declared.hindrances for sentence in hindrances(who)]:
        raise Refused(*found)


def erase(who: Subject, *, at: datetime) -> dict[str, int]:
    """Erase a person in one transaction; return how many rows of each table were deleted or emptied.

    The trail keeps that it happened, and nobody's name.
    """
    with transaction.atomic():
        require_erasable(who)
        note(ERASURE, {"accounts": list(who.accounts), "people": list(who.people)})
        counts = _erase(who, at)
        record("erase person", "core.person", by=None, after={"rows": sum(counts.values())})
    return {name: count for name, count in counts.items() if count}


def erase_again(facts: Mapping[str, Any], at: datetime) -> int:
    """Erase, in a restored database, somebody who was erased after its backup; return how many rows were touched.

    Nothing hinders it: what had to be handed over first was handed over then.
    """
    who = subject_numbered(facts["accounts"], facts["people"])
    if who is None:
        return 0
    with transaction.atomic():
        counts = _erase(who, at)
        record("erase person", "core.person", by=None, after={"rows": sum(counts.values())})
    return sum(counts.values())


def _erase(who: Subject, at: datetime) -> dict[str, int]:
    for act in declared.before:
        act(who, at)
    _forget_facts(who)
    counts: dict[str, int] = defaultdict(int)
    for table in reversed(personal_tables()):
        counts[table.model._meta.label_lower] += _settle(table, who)
    for act in declared.after:
        act(who, at)
    return counts


def _settle(table: Personal, who: Subject) -> int:
    rows, erased = rows_of(table, who), table.erased
    gone = 0
    if erased.word == "deleted":
        free = rows.filter(**{f"{erased.unless}__isnull": True}) if erased.unless else rows
        gone = _delete(table.model, free)
    return gone + (_write(rows, erased.values) if erased.values else 0)


def _delete(model: type[Model], rows: QuerySet[Any]) -> int:
    """Delete rows by their numbers: the rows found may join other tables."""
    numbers = list(rows.values_list("pk", flat=True))
    model._base_manager.filter(pk__in=numbers).delete()
    return len(numbers)


def _write(rows: QuerySet[Any], values: Any) -> int:
    """Write values into rows past what `save` does: nobody has changed them."""
    numbers = list(rows.values_list("pk", flat=True))
    for row in rows.model._base_manager.filter(pk__in=numbers):
        own = {name: value(row) if callable(value) else value for name, value in values.items()}
        rows.model._base_manager.filter(pk=row.pk).update(**own)
    return len(numbers)


def _forget_facts(who: Subject) -> None:
    """Take out of the trail what rows of the person were before and after; that they changed stays.

    The same holds for rows that the person has deleted since, but for those of which an organiser reads the facts.
    """
    for table in personal_tables():
        if table.erased.word == "kept":
            continue
        name = table.model._meta.label_lower
        entries = entries_about(name)
        numbers = [str(number) for number in rows_of(table, who).values_list("pk", flat=True)]
        for some in portions(numbers, PORTION):
            _empty(entries.filter(subject_id__in=some))
        if not name.startswith(open_subjects()):
            _empty(entries.filter(Q(account__in=who.accounts)))


def _empty(entries: QuerySet[Entry]) -> None:
    entries.update(before=None, after=None)
