"""Give each trial a database file of its own: what one leaves behind, no other sees."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path


def _connection() -> object | None:
    """Return the connection of the tests, or None in a house without Django."""
    try:
        from django.conf import settings
        from django.db import connection
    except ImportError:
        return None
    return connection if settings.configured and settings.DATABASES else None


def keep(folder: Path) -> Callable[[], None]:
    """Copy the database as it is now, and return what puts a fresh copy in its place in the process that calls it."""
    connection = _connection()
    if connection is None:
        return lambda: None
    name = Path(connection.settings_dict["NAME"])  # type: ignore[attr-defined]
    if connection.vendor != "sqlite":  # type: ignore[attr-defined]
        raise SystemExit("mutants are tried on SQLite: unset DATABASE_URL")
    pristine = folder / "pristine.sqlite3"
    connection.close()  # type: ignore[attr-defined]
    shutil.copyfile(name, pristine)

    def renew() -> None:
        import tempfile

        connection.close()  # type: ignore[attr-defined]
        fresh = Path(tempfile.gettempdir()) / "trial.sqlite3"
        shutil.copyfile(pristine, fresh)
        connection.settings_dict["NAME"] = str(fresh)  # type: ignore[attr-defined]

    return renew
