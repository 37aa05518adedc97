"""Put a query together once, and ask it again and again with other words.

Django's query builder takes milliseconds for what the database answers in a fraction of one, and every reader's page asks the
same. What a process keeps is the text of a query, never what it found: every answer is the database's own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, QuerySet, Value
from django.db.models.expressions import Combinable

Row = TypeVar("Row")
Word = int | str | datetime
_FAR, _LOW, _ROOM, _SIGN = datetime(9990, 1, 1, tzinfo=UTC), -(10**15), 10**9, "\x01"


class Prepared(Generic[Row]):
    """Hold a query whose words change, and nothing else.

    `build` returns it from its shape, which is whatever makes another query of it, and from words by name: numbers, texts and
    instants that it only compares with columns. It never looks at a word itself, which is a mark when it is called, nor at
    anything that changes while a process lives, such as the time or a language; that there are other words is another shape.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self._texts: dict[Hashable, _Text | None] = {}

    def __call__(self, *shape: Hashable, **words: Word) -> list[Row]:
        """Ask the database. Raises ValueError where a word is not compared as it is with a column."""
        key = (connection.vendor, shape, tuple(words))
        if key not in self._texts:
            self._texts[key] = _text_of(self.build, shape, words)
        text = self._texts[key]
        return text.asked(words) if text is not None else []


@dataclass(frozen=True, slots=True)
class _Text:
    """Keep a query with its SQL; of each parameter the name of the word that it is, and its type or the parameter itself."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    parameters: tuple[tuple[str, Any], ...]

    def asked(self, words: dict[str, Word]) -> list[Any]:
        found = tuple(_given(words[name], kept) if name else kept for name, kept in self.parameters)
        own = copy(self.compiler)
        own.connection, own.as_sql = connection, lambda *_more, **_options: (self.sql, found)
        rows = self.rows._chain()  # type: ignore[attr-defined]
        rows.query.get_compiler = lambda *_more, **_options: own
        return list(rows)


def moved(at: datetime, by: timedelta) -> Combinable:
    """Return an instant so much later, worked out by the database: the instant itself may be the word of a prepared query."""
    later = Value(at, output_field=DateTimeField()) + Value(by, output_field=DurationField())
    return ExpressionWrapper(later, output_field=DateTimeField())


def _text_of(build: Callable[..., QuerySet[Any, Any]], shape: tuple[Hashable, ...], words: dict[str, Word]) -> _Text | None:
    """Return the text of a query; None where none of this shape can ever find anything, such as one among no numbers."""
    marks = {name: _mark(number, word) for number, (name, word) in enumerate(words.items())}
    rows = build(*shape, **marks)
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    names = {_given(mark, type(mark)): name for name, mark in marks.items()}
    kept = tuple(_kept(one, names) for one in parameters)
    if amiss := [rest for name, rest in kept if not name and _is_made_of_mark(rest)]:
        raise ValueError(f"A word is not compared as it is with a column, but as {amiss!r}.")
    return _Text(rows, compiler, sql, kept)


def _mark(number: int, word: Word) -> Word:
    """Return what stands for a word while its query is put together, and for no other value."""
    if isinstance(word, datetime):
        return _FAR + timedelta(microseconds=number)
    return f"{_SIGN}{number}{_SIGN}" if isinstance(word, str) else _LOW - number


def _is_made_of_mark(parameter: Any) -> bool:
    """Tell whether a parameter, or any of a list of them, is what somebody made of a mark: it would never change again."""
    if isinstance(parameter, int):
        return abs(parameter - _LOW) < _ROOM
    if isinstance(parameter, list | tuple):
        return any(_is_made_of_mark(one) for one in parameter)
    return _SIGN in str(parameter) or str(_FAR.year) in str(parameter)


def _kept(parameter: Any, names: dict[Any, str]) -> tuple[str, Any]:
    name = names.get(parameter, "") if isinstance(parameter, int | str | datetime) else ""
    return name, type(parameter) if name else parameter


def _given(word: Word, kind: type[Any]) -> Any:
    """Return a word as a parameter of a type: a driver may have its own ones for whole numbers."""
    if isinstance(word, datetime):
        return connection.ops.adapt_datetimefield_value(word)
    return kind(word)
