"""Let each room declare on which columns of its tables a right hangs, and which acts are done again after a restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from praya.core.revocations.columns import Column

Facts = Mapping[str, Any]


def _forbids_nothing(_row: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Revocable:
    """Declare a table whose rows give rights.

    `columns` say on what the rights hang. `key` is a column by which a row is found again in an older database. A row that is
    gone `is_lost` with its rights, unless it `forbids` something. Where a row itself forbids something, `made` makes it from
    what is kept of it: its columns and `facts`. What `is_secret` is sealed, a row like any other. `after` brings what was made
    of the rows up to date.
    """

    model: type[Model]
    columns: Mapping[str, Column] = field(default_factory=dict)
    key: str = "pk"
    is_lost: bool = False
    facts: tuple[str, ...] = ()
    forbids: Callable[[Any], bool] = _forbids_nothing
    is_secret: bool = False
    made: Callable[[Facts], Model | None] | None = None
    after: Callable[[Sequence[Any]], object] | None = None

    @property
    def kind(self) -> str:
        """Return the name of the table."""
        return self.model._meta.label_lower


Act = Callable[[Facts, datetime], object]


@dataclass(slots=True)
class _Declared:
    rows: dict[str, Revocable] = field(default_factory=dict)
    acts: dict[str, Act] = field(default_factory=dict)
    lasting: dict[str, str] = field(default_factory=dict)
    forgetting: list[Callable[[datetime], object]] = field(default_factory=list)
    waiting: list[Callable[[datetime], object]] = field(default_factory=list)


declared = _Declared()


def declare_revocable(*tables: Revocable) -> None:
    """Declare tables: whatever the trail records of their rows is kept in the journal; `touch` tells of what it does not name."""
    declared.rows.update({table.kind: table for table in tables})


def declare_act(kind: str, again: Act) -> None:
    """Declare an act (an erasure) that `note` keeps in the journal, and how it is done again; done twice it is done once."""
    declared.acts[kind] = again


def declare_lasting(reason: str, *columns: str) -> None:
    """Name columns ("meet.work.remark") that look like a right and give none, or are taken back by nobody."""
    declared.lasting.update(dict.fromkeys(columns, reason))


def forget_letters(act: Callable[[datetime], object]) -> None:
    """Say what a room does when a person drops the letters of the past: whoever would be written to is taken to have been."""
    declared.forgetting.append(act)


def after_restore(act: Callable[[datetime], object]) -> None:
    """Say what of a room does not go on by itself in a restored database, whatever the journal holds: it waits for a person."""
    declared.waiting.append(act)
