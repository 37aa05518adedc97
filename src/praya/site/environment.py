"""Read every setting from the environment; docs/settings.md lists them all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CHECKOUT = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    """Return the variable, or the default when it is missing or empty."""
    return os.environ.get(name) or default


def truth(name: str, default: bool = False) -> bool:
    """Return the variable as yes or no."""
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return value in {"1", "true", "yes", "on"} if value else default
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no; write 1 or 0.")


def number(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number; write for instance {default}.") from None


def words(name: str, default: str = "") -> list[str]:
    """Return the variable split at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or one made once and kept in the folder, readable by its owner only."""
    if key := text("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(url: str, folder: Path) -> dict[str, Any]:
    """Return Django's settings for a DATABASE_URL; without one, SQLite in the folder.

    SQLite runs in WAL mode with IMMEDIATE transactions, so that a writer waits instead of failing, and with
    synchronous=FULL, so that an acknowledged write survives a power cut (PRAYA_SQLITE_SYNCHRONOUS relaxes it).
    """
    parts = urlsplit(url or f"sqlite:///{folder / 'praya.sqlite3'}")
    if parts.scheme == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) if parts.path.startswith("//") else unquote(parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
                f"PRAGMA synchronous={text('PRAYA_SQLITE_SYNCHRONOUS', 'FULL')}; PRAGMA cache_size=-32000",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL has the scheme {parts.scheme!r}; write sqlite:///path or postgresql://user:password@host:port/name."
    )
