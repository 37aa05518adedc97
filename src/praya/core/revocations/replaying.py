"""Do again, in a restored database, whatever the journal holds of after its backup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from praya.core.revocations import book
from praya.core.revocations.actions import replaying
from praya.core.revocations.declaring import Revocable, declared
from praya.core.revocations.sealing import opened


@dataclass(slots=True)
class Replayed:
    """Count what was done: lines read, rows found that allowed more than they should, by their kind, and what failed."""

    lines: int = 0
    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, kind: str, count: int = 1) -> None:
        """Count rows of a kind."""
        if count:
            self.done[kind] = self.done.get(kind, 0) + count


def lines_after(lines: Sequence[book.Line], known: Mapping[str, Any] | None, written_at: str) -> list[book.Line]:
    """Return the lines that a backup does not know; BookFault where nobody can tell that they are all.

    A backup of a version without a journal knows no place: then every line counts that is not older than itself, and the
    journal must have begun before it.
    """
    if known is None:
        if lines[0]["at"] > written_at:
            raise book.BookFault("younger")
        return [line for line in lines[1:] if line["at"] >= written_at]
    if known["book"] != lines[0]["key"]:
        raise book.BookFault("other")
    if known["number"] >= len(lines) or lines[known["number"]]["mark"] != known["mark"]:
        raise book.BookFault("damaged", "the line that the backup knows is not there")
    return list(lines[known["number"] + 1 :])


def check_keys(lines: Sequence[book.Line], wanted: Sequence[book.Line]) -> None:
    """Raise BookFault where lines were written with another secret key: their addresses and tokens cannot be compared."""
    first = wanted[0]["number"] if wanted else 0
    checks = [line for line in lines if line["kind"] in {book.BOOK, book.KEY}]
    before = [line for line in checks if line["number"] <= first][-1:]
    if wanted and not all(map(book.is_ours, before + [line for line in checks if line["number"] > first])):
        raise book.BookFault("key")


def replay(lines: Sequence[book.Line]) -> Replayed:
    """Do the acts in their order, then bring every row to what its last line allows at most.

    Each stands in a transaction of its own inside the caller's: one that fails is named, and the others are done.
    """
    told, at = Replayed(lines=len(lines)), timezone.now()
    last: dict[tuple[str, str], Any] = {}
    changed: dict[str, list[Model]] = {}
    with replaying():
        for line in lines:
            kind = line["kind"]
            if kind in declared.acts:
                _try(told, line, lambda line=line: _act(told, line, at))
            elif kind in declared.rows:
                last.pop((kind, line["key"]), None)
                last[kind, line["key"]] = line
            elif kind not in {book.BOOK, book.KEY}:
                told.failed.append(f"{line['number']}: no room knows {kind}")
        for (kind, _key), line in last.items():
            _try(told, line, lambda line=line, kind=kind: _hold(told, declared.rows[kind], line, changed))
        for kind, rows in changed.items():
            after = declared.rows[kind].after
            if after is not None:
                after(rows)
    return told


def let_wait(told: Replayed) -> None:
    """Let what would go on by itself wait for a person, as the rooms say, and name what failed."""
    with replaying():
        for act in declared.waiting:
            _tried(told, act.__name__, partial(act, timezone.now()))


def _try(told: Replayed, line: book.Line, do: Any) -> None:
    _tried(told, f"{line['number']}: {line['kind']}", do)


def _tried(told: Replayed, name: str, do: Any) -> None:
    try:
        with transaction.atomic():
            do()
    except Exception as fault:  # whatever it is, the others must still be done, and a person be told
        told.failed.append(f"{name}: {type(fault).__name__}")


def _act(told: Replayed, line: book.Line, at: datetime) -> None:
    told.add(line["kind"], 1 if declared.acts[line["kind"]](line["state"], parse_datetime(line["at"]) or at) else 0)


def _hold(told: Replayed, table: Revocable, line: book.Line, changed: dict[str, list[Model]]) -> None:
    row = table.model._base_manager.select_for_update(of=("self",)).filter(**{table.key: line["key"]}).first()
    state = opened(line["state"]) if isinstance(line["state"], str) else line["state"]
    if state is None:
        if row is not None and table.is_lost and not table.forbids(row):
            told.add(table.kind)
            changed.setdefault(table.kind, []).append(row)
            number = row.pk
            row.delete()
            row.pk = number  # `after` looks for what the row was in
        return
    if row is None:
        row = table.made(state) if table.made is not None else None
        if row is None:
            return
        told.add(table.kind)
    least = {name: column.least(row, getattr(row, name), state[name]) for name, column in _known(table, state)}
    narrower = {name: value for name, value in least.items() if value != getattr(row, name)}
    if narrower:
        table.model._base_manager.filter(pk=row.pk).update(**narrower)
        for name, value in narrower.items():
            setattr(row, name, value)
        told.add(table.kind)
        changed.setdefault(table.kind, []).append(row)


def _known(table: Revocable, state: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Return the columns that the line has: it may be of an older version."""
    return [(name, column) for name, column in table.columns.items() if name in state]
