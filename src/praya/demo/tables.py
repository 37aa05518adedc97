"""Read the demo's tables: what its regions, people, companies and works are called, and what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "tables"


def read(name: str) -> Any:
    """Return a table as it is written in its file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
