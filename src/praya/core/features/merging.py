"""Let each room say what becomes of its own rows when two of the records they refer to are merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused


@dataclass(frozen=True, slots=True)
class Reference:
    """Name a column that refers to records of a kind."""

    model: type[Model]
    column: str

    @property
    def label(self) -> str:
        """Return the name under which a journal keeps the column."""
        return f"{self.model._meta.label_lower}.{self.column}"


@dataclass(frozen=True, slots=True)
class Settlement:
    """Say which of the other record's rows stay with it, and which columns of them change."""

    left: frozenset[int] = frozenset()
    changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Encounter:
    """Hold the rows that refer to the record kept and to the other; `clashes` maps the latter's numbers to whom they clash with.

    `keep` is the number of the record kept.
    """

    reference: Reference
    keep: int
    keeping: Sequence[Any]
    others: Sequence[Any]
    clashes: Mapping[int, Any]


Settle = Callable[[Encounter], Settlement]
_settlements: dict[type[Model], Settle] = {}
_secret: set[type[Model]] = set()
_passing: set[type[Model]] = set()


def settle(model: type[Model], settlement: Settle, *, is_secret: bool = False) -> None:
    """Let the room that owns a table say what becomes of its rows.

    Whether there are secret rows, such as blocks, may show in nothing that an organiser is told: they follow silently.
    """
    _settlements[model] = settlement
    if is_secret:
        _secret.add(model)


def let_pass(model: type[Model]) -> None:
    """Say that rows of a table only tell: new ones of the record kept are no reason not to take a merge back."""
    _passing.add(model)


def is_passing(model: type[Model]) -> bool:
    """Tell whether new rows of a table keep no merge from being taken back."""
    return model in _passing


def settlement_for(model: type[Model]) -> Settle | None:
    """Return what the owner of a table has said; None when it has said nothing."""
    return _settlements.get(model)


def is_secret(model: type[Model]) -> bool:
    """Tell whether nobody may learn that there are such rows."""
    return model in _secret


def stay_behind(encounter: Encounter) -> Settlement:
    """Leave clashing rows with the hidden record: the record kept has their like already."""
    return Settlement(frozenset(encounter.clashes))


def contradiction(scheme: str, one: str, other: str) -> Refused:
    """Return the refusal of two records that a register knows as two."""
    words = {"scheme": scheme, "one": one, "other": other}
    return Refused(_("A register knows them as two: %(scheme)s %(one)s and %(other)s. Mend the wrong one first.") % words)
