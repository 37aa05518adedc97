"""What killed workers have left behind goes, whatever other workers remove in the same moment."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from praya.core.sheets.uploads import STALE_SECONDS, lying_in_file


def lying(folder: Path, name: str, seconds: float) -> Path:
    """Leave an upload that was last written so many seconds ago."""
    path = folder / f"{name}.upload"
    path.touch()
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_a_leftover_that_another_worker_removes_first_hinders_nothing(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_FOLDER = tmp_path
    folder = tmp_path / "uploads"
    folder.mkdir()
    gone = folder / "gone.upload"
    old, young = lying(folder, "old", STALE_SECONDS + 60), lying(folder, "young", STALE_SECONDS - 60)
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter([gone, old, young]))
    with lying_in_file(b"x") as path:
        assert (path.read_bytes(), old.exists(), young.exists()) == (b"x", False, True)
