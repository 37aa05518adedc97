"""Say on what machine a figure was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("django", "granian", "numpy", "scipy", "ortools", "psycopg")


def machine_facts() -> dict[str, Any]:
    """Return processor, cores, memory, load, versions and the commit measured."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "load": load_now(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "packages": {name: version(name) for name in PACKAGES},
        "commit": _commit(),
    }


def load_now() -> list[float]:
    """Return how many processes wanted a core during the last minute, five and fifteen."""
    return [round(value, 2) for value in os.getloadavg()]


def _line(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip()
