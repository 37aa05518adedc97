"""Empty a PostgreSQL database between tests by deleting rows; to truncate eighty tables takes seconds, however empty they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django.db.models  # noqa: F401 - first: the backend's operations and the models import each other
from django.db.backends.postgresql.operations import DatabaseOperations

_truncate = DatabaseOperations.sql_flush


def _delete(
    self: DatabaseOperations, style: Any, tables: Sequence[str], *, reset_sequences: bool = False, allow_cascade: bool = False
) -> list[str]:
    """Return the statements that empty the tables; Django runs them in one transaction, at whose end foreign keys are checked."""
    if reset_sequences:
        return _truncate(self, style, tables, reset_sequences=True, allow_cascade=allow_cascade)
    return [f"DELETE FROM {self.quote_name(table)}" for table in tables]


def empty_by_deleting() -> None:
    """Let transactional tests on PostgreSQL end quickly."""
    DatabaseOperations.sql_flush = _delete  # type: ignore[method-assign]
