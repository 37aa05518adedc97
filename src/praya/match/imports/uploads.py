"""Put an upload into a file of a random name for as long as it is read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from praya.core.directory.codes import random_code

STALE_SECONDS = 3600


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
        try:
            if path.stat().st_mtime < time.time() - STALE_SECONDS:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
