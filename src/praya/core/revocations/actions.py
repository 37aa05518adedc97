"""Tell the journal of what is taken back: in the transaction of the change, written out as soon as that has committed.

Writing it before would name what may yet be rolled back, and an erasure that never was must not be done after a restore. So
the change and its row of `Pending` commit together; the journal has the line before the change is answered for. Where a
process dies in between, the row is still there, and whoever comes next (a change, a worker's round, `praya ready`, a backup)
writes it. A line tells how the row stands now, never what was done to it: written twice it says the same.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from praya.core.revocations import book
from praya.core.revocations.declaring import Revocable, declared
from praya.core.revocations.models import Pending, Standing
from praya.core.revocations.sealing import sealed

logger = logging.getLogger(__name__)
PORTION = 500
_is_replaying: ContextVar[bool] = ContextVar("_is_replaying", default=False)


@contextmanager
def replaying() -> Iterator[None]:
    """Do again what the journal holds without telling it once more."""
    mark = _is_replaying.set(True)
    try:
        yield
    finally:
        _is_replaying.reset(mark)


def touch(rows: Iterable[Model], *, changed: Sequence[str] = ()) -> None:
    """Say, in the transaction of their change, that rights may hang differently on rows now; undeclared tables never mind.

    Where it is known which columns were `changed`, nothing is said unless rights hang on one of them.
    """
    if _is_replaying.get():
        return
    found = [(table, row) for row in rows if (table := declared.rows.get(row._meta.label_lower)) is not None]
    if changed:
        columns = {name.removesuffix("_id") for name in changed}
        found = [pair for pair in found if columns & {name.removesuffix("_id") for name in pair[0].columns}]
    _wait([Pending(kind=table.kind, key=str(getattr(row, table.key))) for table, row in found])


def touch_where(model: type[Model], **found: Any) -> None:
    """Say the same of the rows that are found by columns, for changes that read no rows; call it before rows are deleted."""
    touch(list(model._base_manager.filter(**found)))


def note(kind: str, facts: Mapping[str, Any]) -> None:
    """Say, in its transaction, that a declared act was done.

    `facts` holds numbers and words of closed lists, nothing that tells of somebody.
    """
    if kind not in declared.acts:
        raise ValueError(f"no room declares the act {kind!r}")
    if not _is_replaying.get():
        _wait([Pending(kind=kind, facts=dict(facts))])


def _wait(rows: Sequence[Pending]) -> None:
    if not rows:
        return
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        Pending.objects.bulk_create(rows, batch_size=PORTION)
    if not any(entry[1] is _write_out for entry in connection.run_on_commit):
        transaction.on_commit(_write_out, robust=True)


def _write_out() -> None:
    write_out()


def write_out() -> int:
    """Write all that waits into the journal; return how many lines. What fails stays waiting, and `/ready` says so."""
    if not Pending.objects.exists():
        return 0
    try:
        with book.held() as folder:
            place = open_book(folder)
            return _write_rows(folder, place)
    except (OSError, book.BookFault, DatabaseError):
        logger.exception("the journal of revocations cannot be written")
        return 0


def _write_rows(folder: Path, place: book.Place) -> int:
    total = 0
    while rows := list(Pending.objects.order_by("pk")[:PORTION]):
        book.append(folder, place, _entries(rows))
        Pending.objects.filter(pk__in=[row.pk for row in rows]).delete()
        total += len(rows)
        place = book.last_place(folder) or place
    return total


def _entries(rows: Sequence[Pending]) -> list[tuple[str, str, Any, datetime]]:
    """Return the lines of what waits; a row that was told of several times has one, behind all that was said before it."""
    states = _states(rows)
    found: dict[tuple[str, str, int], tuple[str, str, Any, datetime]] = {}
    for row in rows:
        is_act = row.kind in declared.acts
        name = (row.kind, row.key, row.pk if is_act else 0)
        found.pop(name, None)
        found[name] = (row.kind, row.key, row.facts if is_act else states.get((row.kind, row.key)), row.at)
    return list(found.values())


def open_book(folder: Path) -> book.Place:
    """Return the place behind which this database writes, in a held folder; the first time a journal is begun or taken over.

    BookFault("missing") or ("other") where it has written into another one: it must not go on as if nothing were lost.
    """
    place, standing = book.last_place(folder), Standing.objects.filter(pk=1).first()
    if standing is not None and standing.book and (place is None or place.book != standing.book):
        raise book.BookFault("missing" if place is None else "other")
    if place is None:
        place = book.begin(folder)
    if standing is None or not standing.book:
        Standing.objects.update_or_create(pk=1, defaults={"book": place.book})
    return place


def _states(rows: Sequence[Pending]) -> dict[tuple[str, str], Any]:
    """Return how rows stand now, by their kind and key; one that is gone is not among them."""
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind in declared.rows:
            keys[row.kind].add(row.key)
    found = {}
    for kind, wanted in keys.items():
        table = declared.rows[kind]
        for one in table.model._base_manager.filter(**{f"{table.key}__in": sorted(wanted)}):
            found[kind, str(getattr(one, table.key))] = state_of(table, one)
    return found


def state_of(table: Revocable, row: Model) -> dict[str, Any] | str:
    """Return what the journal keeps of a row; a text where it is sealed."""
    state = {name: column.sealed(getattr(row, name)) for name, column in table.columns.items()}
    state |= {name: getattr(row, name) for name in table.facts}
    return sealed(state) if table.is_secret else state


def watch(*models: type[Model]) -> None:
    """Follow tables by Django's signals: those of a library, and those whose actions name another subject in the trail."""
    from django.db.models.signals import post_delete, post_save

    for model in models:
        post_save.connect(_saved, sender=model, dispatch_uid=f"revocations {model._meta.label}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"revocations {model._meta.label}")


def _saved(sender: type[Model], instance: Model, created: bool, update_fields: Any, **_further: Any) -> None:
    table = declared.rows.get(sender._meta.label_lower)
    if table is None or (created and table.made is None):
        return
    if update_fields is not None and not set(update_fields) & set(table.columns):
        return
    touch([instance])


def _deleted(sender: type[Model], instance: Model, **_further: Any) -> None:
    touch([instance])


def waiting_since() -> datetime | None:
    """Return since when the oldest change waits for the journal."""
    return Pending.objects.order_by("pk").values_list("at", flat=True).first()
