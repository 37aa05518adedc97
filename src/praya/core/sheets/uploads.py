"""Look at the size of an upload, and put it into a file of a random name for as long as it is read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from praya.core.directory.codes import random_code
from praya.core.sheets.messages import refusal
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.scan import MAX_FILE_BYTES

STALE_SECONDS = 3600


def require_size(content: bytes, most: int = MAX_FILE_BYTES) -> None:
    """Raise SheetError when an upload is empty or too large to be looked at."""
    if not content:
        raise refusal("empty", {})
    if len(content) > most:
        megabytes = -(-len(content) // 1_000_000)
        raise refusal("file_too_large", {"megabytes": megabytes, "most": most // 1_000_000})


def read_upload(content: bytes) -> list[RawSheet]:
    """Return the sheets of an upload; SheetError when it cannot be read."""
    with lying_in_file(content) as path:
        return read_sheets(path)


@contextmanager
def lying_in_file(content: bytes) -> Iterator[Path]:
    """Write the content where only this process looks, and remove it afterwards; leftovers of killed workers go too."""
    folder = Path(settings.VAR_FOLDER) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _remove_leftovers(folder)
    path = folder / f"{random_code()}.upload"
    path.touch(mode=0o600)
    try:
        path.write_bytes(content)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob("*.upload"):
        # Another worker may have been faster.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - STALE_SECONDS:
                path.unlink()
