"""Take back what an import has written, unless something stands in the way: exactly, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import router
from django.db.models import Model

from praya.core.audit.deeds import private_deeds, private_subjects
from praya.core.audit.models import Entry
from praya.core.audit.queries import entries_about
from praya.core.portions import portions
from praya.core.revocations.actions import touch
from praya.core.revocations.declaring import declared
from praya.core.sheets.written import (
    Table,
    Values,
    Written,
    digest_of,
    is_silent,
    read_value,
    references_to,
    referring,
    values_of,
)

BATCH = 500
Key = tuple[Table, int]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Say why one row of an import cannot be taken back: it says something else by now, is gone, or something refers to it.

    `entry` is the deed after the import by which it came to that, where the trail has one that organisers read; `by` the row
    that refers to it.
    """

    about: Key
    is_gone: bool = False
    by: Key | None = None
    entry: Entry | None = None


@dataclass(slots=True)
class Undoing:
    """Hold one import that is taken back, step by step, in the caller's transaction."""

    written: Written
    lock: bool = False

    def hindrances(self) -> list[Hindrance]:
        """Return what stands in the way; with `lock` everything looked at stays as it is until the transaction ends."""
        if self.lock:
            self._lock()
        deeds = self._deeds()
        return [*self._differing(deeds), *self._newer(), *self._done(deeds)]

    def take_back(self) -> dict[str, int]:
        """Remove what was made, give what was changed its earlier values, bring back what was removed; return how many of each.

        Rows are referred to by others of the same import, so that their foreign keys are looked at when the transaction ends.
        """
        self._follow_along()
        made = sum(self._remove(table, list(rows)) for table, rows in self.written.made.items())
        changed = sum(self._restore(table) for table in self.written.changed)
        removed = sum(self._bring_back(table) for table in self.written.removed)
        return {"made": made, "changed": changed, "removed": removed}

    def _lock(self) -> None:
        for table in sorted(self.written.tables, key=lambda one: one._meta.label_lower):
            for some in portions(sorted(self.written.numbers_in(table))):
                list(table._base_manager.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))

    def _deeds(self) -> dict[Key, list[Entry]]:
        """Return what has been done to the import's rows since, latest first, without what one side keeps to itself."""
        found: dict[Key, list[Entry]] = defaultdict(list)
        for table in self.written.tables:
            rows = entries_about(table._meta.label_lower).filter(pk__gt=self.written.mark)
            rows = rows.exclude(action__in=private_deeds()).exclude(subject__in=private_subjects())
            known = self.written.numbers_in(table)
            for entry in rows.select_related("account__person").order_by("-pk").iterator(BATCH):
                number = int(entry.subject_id) if entry.subject_id.isdecimal() else 0
                if number in known:
                    found[table, number].append(entry)
        return found

    def _differing(self, deeds: dict[Key, list[Entry]]) -> Iterator[Hindrance]:
        """Yield the rows that do not say any more what the import made them say."""
        for table in self.written.tables:
            made, changed = self.written.made.get(table, {}), self.written.changed.get(table, {})
            now = dict(values_of(table, self.written.numbers_in(table)))
            for number, digest in made.items():
                if number not in now or digest_of(now[number]) != digest:
                    yield _changed((table, number), number not in now, deeds)
            for number, (_before, after) in changed.items():
                if number not in now or {name: now[number][name] for name in after} != after:
                    yield _changed((table, number), number not in now, deeds)

    def _newer(self) -> Iterator[Hindrance]:
        """Yield the rows, new or given a right, to which others refer that the import has not made, nor found."""
        for table in {**self.written.made, **self.written.opened}:
            targets = {*self.written.made.get(table, ()), *self.written.opened.get(table, ())}
            for reference in references_to(table):
                owner = reference.model
                if is_silent(owner):
                    continue
                # The import itself lets rows that it has not made refer to new ones: a delegate comes for a new company.
                changed = self.written.changed.get(owner, {})
                own = {*self.written.made.get(owner, ()), *self.written.known.get(owner, ())}
                own |= {number for number, (_before, after) in changed.items() if reference.attname in after}
                for number, target in referring(reference, targets):
                    if number not in own:
                        yield Hindrance((table, target), by=(owner, number))

    def _done(self, deeds: dict[Key, list[Entry]]) -> Iterator[Hindrance]:
        """Yield the rows to which somebody has done something since: to a new one anything, to others what the import did."""
        for (table, number), entries in deeds.items():
            change = self.written.changed.get(table, {}).get(number)
            names = None if change is None else _stems(change[1])
            for entry in entries:
                if names is None or names & _stems({**(entry.before or {}), **(entry.after or {})}):
                    yield Hindrance((table, number), entry=entry)
                    break

    def _follow_along(self) -> None:
        """Remove what only tells of new rows, and what nobody may learn of: neither keeps anything from being taken back."""
        for table, made in self.written.made.items():
            for reference in references_to(table):
                owner = reference.model
                if is_silent(owner):
                    for some in portions([number for number, _target in referring(reference, made)]):
                        rows = owner._base_manager.filter(pk__in=some)
                        touch(list(rows) if _gives_rights(owner) else ())
                        rows.delete()

    def _remove(self, table: Table, numbers: Sequence[int]) -> int:
        for some in portions(numbers):
            rows = table._base_manager.filter(pk__in=some)
            touch(list(rows) if _gives_rights(table) else ())
            # Nothing else refers to them, as has been looked at; `delete` would look once more, row by row.
            rows._raw_delete(router.db_for_write(table))
        return len(numbers)

    def _restore(self, table: Table) -> int:
        """Give rows their earlier values, those of the same columns together; what only one may have is let go of first."""
        rows = self.written.changed[table]
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, (before, _after) in rows.items():
            alike[tuple(before)].append(number)
        once = {one.attname for one in table._meta.concrete_fields if one.unique and one.null}
        for names, numbers in alike.items():
            for some in portions(numbers):
                for name in once & set(names):
                    table._base_manager.filter(pk__in=some).update(**{name: None})
        for names, numbers in alike.items():
            for some in portions(numbers):
                found = list(table._base_manager.filter(pk__in=some))
                for row in found:
                    _set(row, rows[row.pk][0])
                fields = [one.name for one in table._meta.concrete_fields if one.attname in names]
                table._base_manager.bulk_update(found, fields, batch_size=BATCH)
                touch(found, changed=names)
        return len(rows)

    def _bring_back(self, table: Table) -> int:
        rows = []
        for values in self.written.removed[table].values():
            row = table()
            _set(row, values)
            rows.append(row)
        table._base_manager.bulk_create(rows, batch_size=BATCH)
        return len(rows)


def _changed(about: Key, is_gone: bool, deeds: dict[Key, list[Entry]]) -> Hindrance:
    return Hindrance(about, is_gone=is_gone, entry=next(iter(deeds.get(about, ())), None))


def _gives_rights(table: Table) -> bool:
    return table._meta.label_lower in declared.rows


def _stems(facts: Values) -> set[str]:
    return {name.removesuffix("_id") for name in facts}


def _set(row: Model, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, read_value(type(row), name, value))
