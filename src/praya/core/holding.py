"""Let each room declare what its tables hold of one person: how it is found, what goes out, what an erasure leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

NAMELESS = "Erased person"
# Why rows stay, where several rooms have the same reason.
FIGURES = _("The market's figures count it, without your name.")
OTHERS = _("It belongs to others as well; they keep it without your name.")
OFFICE = _("It was done for the market, whose record it is; your name is taken off it.")


@dataclass(frozen=True, slots=True)
class Subject:
    """Name one person by the numbers of their account and of their record, with those merged into it, and by their addresses."""

    account: Any
    people: tuple[int, ...]
    addresses: tuple[str, ...]

    @property
    def accounts(self) -> tuple[int, ...]:
        """Return the number of the account, if there is one."""
        return () if self.account is None else (self.account.pk,)


Rows = Callable[[Subject], Q]


def of_person(*paths: str) -> Rows:
    """Find the rows from which one of these paths leads to the person's record."""
    return lambda who: reduce(or_, (Q(**{f"{path}__in": who.people}) for path in paths))


def of_account(*paths: str) -> Rows:
    """Find the rows from which one of these paths leads to the person's account."""
    return lambda who: reduce(or_, (Q(**{f"{path}__in": who.accounts}) for path in paths))


@dataclass(frozen=True, slots=True)
class Erasure:
    """Say what becomes of rows: `reason` is why they stay, nothing when they go; `values` is written into those that stay.

    Rows go unless somebody else's rows, reached by the relation `unless`, belong to them. A value may be a function of the row.
    """

    reason: Any = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    unless: str = ""

    @property
    def word(self) -> str:
        """Return the word for it in a list: deleted, emptied or kept."""
        return "emptied" if self.reason and self.values else "kept" if self.reason else "deleted"


def deleted(*, unless: str = "", **values: Any) -> Erasure:
    """Delete the rows; those with somebody else's rows in them stay, with these values."""
    return Erasure("", values, unless)


def kept(reason: Any, **values: Any) -> Erasure:
    """Keep the rows for a reason, with these values."""
    return Erasure(reason, values)


@dataclass(frozen=True, slots=True)
class Personal:
    """Declare what a table holds of a person.

    `columns` go out: paths of columns with spaces between them; without any, the rows are what others know about the person,
    and only erased. `words` names columns that `core/personal/wording.py` does not, `shown` puts their values into words.
    What organisers and everybody else read anyway `is_open`; anything else comes to nobody by a merge without proof.
    """

    model: type[Model]
    label: Any
    of: Rows
    columns: str
    erased: Erasure
    words: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    is_open: bool = False


Act = Callable[[Subject, datetime], object]


@dataclass(slots=True)
class _Declared:
    rooms: list[tuple[Any, Sequence[Personal]]] = field(default_factory=list)
    impersonal: dict[type[Model], str] = field(default_factory=dict)
    hindrances: list[Callable[[Subject], Iterable[str]]] = field(default_factory=list)
    before: list[Act] = field(default_factory=list)
    after: list[Act] = field(default_factory=list)


declared = _Declared()


def declare_personal(heading: Any, *tables: Personal) -> None:
    """Declare the tables of a room under its heading; an erasure takes the last first."""
    declared.rooms.append((heading, tables))


def declare_impersonal(reason: str, *models: type[Model]) -> None:
    """Name tables that lead to a person and yet hold nothing of them."""
    declared.impersonal.update(dict.fromkeys(models, reason))


def before_erasing(act: Act) -> None:
    """End what is under way, by the room's own actions, in the transaction of an erasure and before rows change."""
    declared.before.append(act)


def after_erasing(act: Act) -> None:
    """Bring what was made of the person's rows up to date, in the same transaction."""
    declared.after.append(act)


def hinder_erasing(hindrances: Callable[[Subject], Iterable[str]]) -> None:
    """Say in sentences what somebody must hand over first."""
    declared.hindrances.append(hindrances)


def personal_tables() -> list[Personal]:
    """Return every declaration, those of the lowest rooms first."""
    return [table for _heading, tables in declared.rooms for table in tables]
