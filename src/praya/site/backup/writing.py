"""Write a backup while others go on writing: everything in it is of one moment."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from praya import __version__
from praya.core.revocations import book
from praya.core.revocations.actions import open_book, write_out
from praya.core.revocations.models import Standing
from praya.core.revocations.standing import standing_row
from praya.site.backup.sequences import counted
from praya.site.backup.tables import lines, tables

FORM = "praya-backup/1"
PIECE = 1 << 20


def write_backup(path: Path) -> dict[str, Any]:
    """Write a backup to the path, which appears only when it is whole; return its manifest."""
    draft = path.with_name(path.name + ".part")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                manifest = _fill(archive)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _fill(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = {"form": FORM, "praya": __version__, "written_at": datetime.now(UTC).isoformat()}
    # The place is read before the rows: whatever the journal has by then is in them. What comes between is done again, and
    # says the same.
    manifest |= noted()
    with snapshot():
        manifest["database"] = connection.vendor
        manifest["migrations"] = applied_migrations()
        manifest["sequences"] = counted(tables())
        manifest["tables"] = {
            model._meta.label_lower: _put(archive, f"rows/{model._meta.label_lower}.jsonl", lines(model)) for model in tables()
        }
        # Files after rows: a row of the snapshot never lacks its file.
        manifest["media"] = {
            name: _put(archive, f"media/{name}", pieces(Path(settings.MEDIA_ROOT) / name)) for name in media_names()
        }
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    return manifest


def noted() -> dict[str, Any]:
    """Return the last line of the journal, and why the installation may only be read, if so.

    Where the journal cannot be written just now, the line is none that there is, and a restore then asks a person. Tables of a
    version that had no journal, not migrated yet, note nothing.
    """
    if Standing._meta.db_table not in connection.introspection.table_names():
        return {}
    write_out()
    try:
        with book.held() as folder:
            place = open_book(folder).told()
    except (OSError, book.BookFault) as fault:
        place = {"book": "", "number": 0, "mark": "", "fault": str(fault)}
    return {"journal": place, "standing": standing_row().reason}


@contextmanager
def snapshot() -> Iterator[None]:
    """Read from one moment of the database; others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
        return
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def applied_migrations() -> list[str]:
    """Return the applied migrations of the database."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def media_names() -> list[str]:
    """Return the paths of the uploaded files."""
    folder = Path(settings.MEDIA_ROOT)
    if not folder.exists():
        return []
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pieces(path: Path) -> Iterator[bytes]:
    """Return a file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _put(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> dict[str, Any]:
    """Store an entry and return its hash and how many pieces it had; for tables, less one, that is the rows."""
    digest, count, length = hashlib.sha256(), 0, 0
    with archive.open(name, "w", force_zip64=True) as entry:
        for piece in content:
            entry.write(piece)
            digest.update(piece)
            count += 1
            length += len(piece)
    facts: dict[str, Any] = {"sha256": digest.hexdigest(), "bytes": length}
    if name.startswith("rows/"):
        facts["rows"] = count - 1
    return facts
