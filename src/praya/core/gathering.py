"""Read what belongs to a row within the query of that row, where a query of its own would cost more than what it brings."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

_SQLITE = "(SELECT json_group_array(json_array({})) FROM (%(subquery)s) gathered)"
_POSTGRESQL = "(SELECT COALESCE(jsonb_agg(jsonb_build_array({})), '[]'::jsonb) FROM (%(subquery)s) gathered)"


class Gathered(Subquery):
    """Give the rows of a query as one list of lists, in no order; they name the outer row's columns by OuterRef.

    Words, whole numbers and nothing come as they are; of instants, and of JSON on SQLite, only their texts.
    """

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any, Any], *columns: str) -> None:
        super().__init__(rows.order_by().values(*columns))
        self.columns = ", ".join(f'gathered."{name}"' for name in columns)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **_more: Any) -> tuple[str, Any]:
        """Write it for SQLite."""
        return self.as_sql(compiler, connection, template=_SQLITE.format(self.columns))

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **_more: Any) -> tuple[str, Any]:
        """Write it for PostgreSQL."""
        return self.as_sql(compiler, connection, template=_POSTGRESQL.format(self.columns))


def gathered_instant(text: str) -> datetime:
    """Return an instant of which the text was gathered.

    >>> gathered_instant("2027-03-16 01:00:00") == gathered_instant("2027-03-16T01:00:00+00:00")
    True
    """
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def gathered_json(value: Any) -> Any:
    """Return a value of a column of JSON that was gathered.

    >>> gathered_json('{"pt": "Farol"}') == gathered_json({"pt": "Farol"})
    True
    """
    return json.loads(value) if isinstance(value, str) else value
