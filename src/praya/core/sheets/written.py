"""Remember which rows an import makes, changes and removes, so that the whole of it can be taken back.

The rooms' `write` say what they do as they do it. What refers to a row that is new within the transaction can only have been
made by the same transaction, so that such rows (a new delegate's calendar) are found without anybody naming them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Self

from django.apps import apps
from django.db.models import Field, ForeignObjectRel, JSONField, Model

from praya.core.features.merging import is_passing, is_secret
from praya.core.portions import portions
from praya.core.revocations.declaring import declared

Table = type[Model]
Values = dict[str, Any]
Change = tuple[Values, Values]
_DIGEST_SIGNS = 16


@dataclass(slots=True)
class Written:
    """Hold what one import has written, by table and the number of the row.

    `made` are new rows, each with a digest of what it says; `changed` tell of columns what they were and what they are;
    `removed` are whole rows. `mark` is the number of the import's own entry in the trail, `people` are the numbers of those
    of whom any of it tells, `listed` the records that the index was told of, by kind, and `letters` about what some were
    asked for. To what `opened` names the import gave a right, so that whatever refers to it since is built on that; `known`
    did so before.
    """

    made: dict[Table, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    changed: dict[Table, dict[int, Change]] = field(default_factory=lambda: defaultdict(dict))
    removed: dict[Table, dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    mark: int = 0
    people: set[int] = field(default_factory=set)
    listed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    letters: set[str] = field(default_factory=set)
    opened: dict[Table, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: dict[Table, set[int]] = field(default_factory=lambda: defaultdict(set))
    _before: dict[Table, dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))

    def make(self, rows: Iterable[Model]) -> None:
        """Say that rows have been made; call it once they have their numbers."""
        for row in rows:
            self.made[type(row)][row.pk] = ""

    def make_numbered(self, table: Table, numbers: Iterable[int]) -> None:
        """Say the same of rows by their numbers."""
        self.made[table] |= dict.fromkeys(numbers, "")

    def change(self, rows: Iterable[Model]) -> None:
        """Say that rows are going to be changed; call it before they are written."""
        numbers: dict[Table, list[int]] = defaultdict(list)
        for row in rows:
            numbers[type(row)].append(row.pk)
        for table, some in numbers.items():
            self._before[table] |= {
                number: values for number, values in values_of(table, some) if number not in self._before[table]
            }

    def remove(self, table: Table, numbers: Iterable[int]) -> None:
        """Say that rows are going to be removed; call it before they are."""
        self.removed[table] |= dict(values_of(table, numbers))

    def close(self) -> None:
        """Look at all rows once more, at the end of the transaction that wrote them."""
        self._find_further()
        for table, numbers in self.made.items():
            for number, values in values_of(table, numbers):
                numbers[number] = digest_of(values)
        for table, held in self._before.items():
            for number, now in values_of(table, held):
                before = held[number]
                if names := [name for name, value in now.items() if before[name] != value]:
                    self.changed[table][number] = {name: before[name] for name in names}, {name: now[name] for name in names}
        self._before.clear()
        for table, opened in self.opened.items():
            for reference in references_to(table):
                if not is_silent(reference.model):
                    self.known[reference.model].update(number for number, _target in referring(reference, opened))

    def _find_further(self) -> None:
        """Add the rows that refer to new ones, and those that refer to these."""
        waiting = list(self.made)
        while waiting:
            table = waiting.pop()
            for reference in references_to(table):
                owner = reference.model
                if is_silent(owner):
                    continue
                # What it has changed may refer to new rows, too, and was there before.
                known = self.made[owner].keys() | self._before[owner].keys()
                found = {number for number, _target in referring(reference, self.made[table])} - known
                if found:
                    self.made[owner] |= dict.fromkeys(found, "")
                    waiting.append(owner)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not any(map(any, (self.made.values(), self.changed.values(), self.removed.values())))

    @property
    def tables(self) -> set[Table]:
        """Return the tables in which something was made or changed."""
        return {table for held in (self.made, self.changed) for table, rows in held.items() if rows}

    def numbers_in(self, table: Table) -> set[int]:
        """Return the numbers of the rows of a table that were made or changed."""
        return {*self.made.get(table, ()), *self.changed.get(table, ())}

    def as_json(self) -> Values:
        """Return it as plain values."""
        return {
            "made": {_name(table): list(rows.items()) for table, rows in self.made.items() if rows},
            "changed": {_name(table): [[pk, *pair] for pk, pair in rows.items()] for table, rows in self.changed.items() if rows},
            "removed": {_name(table): list(rows.items()) for table, rows in self.removed.items() if rows},
            "mark": self.mark,
            "people": sorted(self.people),
            "listed": {kind: sorted(numbers) for kind, numbers in self.listed.items()},
            "letters": sorted(self.letters),
            "opened": {_name(table): sorted(numbers) for table, numbers in self.opened.items() if numbers},
            "known": {_name(table): sorted(numbers) for table, numbers in self.known.items() if numbers},
        }

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Return what `as_json` has written."""
        found = cls(mark=said["mark"], people=set(said["people"]), letters=set(said["letters"]))
        found.listed |= {kind: set(numbers) for kind, numbers in said["listed"].items()}
        found.opened |= {apps.get_model(name): set(numbers) for name, numbers in said["opened"].items()}
        found.known |= {apps.get_model(name): set(numbers) for name, numbers in said["known"].items()}
        for name, rows in said["made"].items():
            found.made[apps.get_model(name)] = dict(rows)
        for name, rows in said["changed"].items():
            found.changed[apps.get_model(name)] = {pk: (before, after) for pk, before, after in rows}
        for name, rows in said["removed"].items():
            found.removed[apps.get_model(name)] = dict(rows)
        return found


def _name(table: Table) -> str:
    return str(table._meta.label_lower)


def is_silent(table: Table) -> bool:
    """Tell whether rows of a table keep nothing from being taken back: they only tell, or nobody may learn of them."""
    table_of_rights = declared.rows.get(_name(table))
    return is_passing(table) or is_secret(table) or (table_of_rights is not None and table_of_rights.is_secret)


def references_to(table: Table) -> list[Field[Any, Any]]:
    """Return every column of every table that refers to a table, also those between two that many share."""
    found = [
        relation.field
        for relation in table._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many
    ]
    return sorted(found, key=lambda column: f"{column.model._meta.label_lower}.{column.name}")


def referring(reference: Field[Any, Any], numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the rows that refer by a column to some of these, each with the one to which it refers."""
    rows = reference.model._base_manager
    if not rows.exists():
        return
    for some in portions(sorted(numbers)):
        yield from rows.filter(**{f"{reference.name}__in": some}).order_by("pk").values_list("pk", reference.attname)


def values_of(table: Table, numbers: Iterable[int]) -> Iterator[tuple[int, Values]]:
    """Yield what rows say, as JSON can hold it, by their numbers; those that are gone are left out."""
    columns = table._meta.concrete_fields
    names = [column.attname for column in columns]
    rows = table._base_manager
    for some in portions(sorted(numbers)):
        for found in rows.filter(pk__in=some).order_by("pk").values_list("pk", *names):
            yield found[0], {name: _kept(value) for name, value in zip(names, found[1:], strict=True)}


def digest_of(values: Mapping[str, Any]) -> str:
    """Return a name for exactly these values."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_SIGNS]


def read_value(table: Table, name: str, value: Any) -> Any:
    """Return a kept value as a row holds it."""
    column = next(one for one in table._meta.concrete_fields if one.attname == name)
    if value is None or isinstance(column, JSONField) or column.is_relation:
        return value
    return column.to_python(value)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | time) else value
