"""Examine the machine: interpreter, limits, disk, fonts."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from praya.core.printing import fonts
from praya.site.doctor.findings import Finding, fault, fine, notice
from praya.site.server import BACKLOG

WANTED_FILES = 20_000
ROOMY_BYTES = 2_000_000_000
LEAST_BYTES = 200_000_000
REINSTALL = ".venv/bin/python -m pip install --require-hashes --force-reinstall --no-deps -r requirements/run.txt"


def examine_python() -> Iterator[Finding]:
    """Look at the versions of Python and SQLite."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if (3, 11) <= sys.version_info < (3, 15):
        yield fine("python", version)
    else:
        yield fault("python", f"{version} is not supported", "Use Python 3.11 to 3.14.")
    if sqlite3.sqlite_version_info < (3, 31):
        yield fault("sqlite", f"{sqlite3.sqlite_version} is too old", "Use a Python built with SQLite 3.31 or newer.")


def examine_backlog(path: Path = Path("/proc/sys/net/core/somaxconn")) -> Iterator[Finding]:
    """Look at how many connections the kernel lets wait: a rush overflows a short queue and waits for seconds."""
    if not path.exists():
        return
    allowed = int(path.read_text())
    if allowed >= BACKLOG:
        yield fine("backlog", f"somaxconn is {allowed}")
    else:
        remedy = f"sysctl -w net.core.somaxconn={BACKLOG}, and in /etc/sysctl.d to keep it."
        yield notice("backlog", f"somaxconn is {allowed}; in a rush of visitors some wait for seconds", remedy)


def examine_open_files() -> Iterator[Finding]:
    """Look at how many connections and files a process may hold."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft in {resource.RLIM_INFINITY} or soft >= WANTED_FILES:
        yield fine("open files", f"{soft} allowed")
    else:
        remedy = f"ulimit -n {WANTED_FILES}, or LimitNOFILE={WANTED_FILES} in the service's unit."
        yield notice("open files", f"{soft} allowed (at most {hard}); that many people can follow live pages", remedy)


def examine_disk() -> Iterator[Finding]:
    """Look at the space for the database, uploads and backups."""
    free = shutil.disk_usage(settings.VAR_FOLDER).free
    amount = f"{free / 1e9:.1f} GB free in {settings.VAR_FOLDER}"
    if free < LEAST_BYTES:
        yield fault("disk", amount, "Make room: the database stops when the disk is full.")
    elif free < ROOMY_BYTES:
        yield notice("disk", amount, "Make room before the market opens.")
    else:
        yield fine("disk", amount)


def examine_folder() -> Iterator[Finding]:
    """Look at who may read the database, the key and the uploads."""
    folder = settings.VAR_FOLDER
    if not os.access(folder, os.W_OK):
        yield fault("folder", f"{folder} cannot be written", "Change its owner, or set PRAYA_VAR.")
        return
    key = folder / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield fault("secret key", f"{key} can be read by others", f"chmod 600 {key}, then replace it: sessions end.")
    elif len(settings.SECRET_KEY) < 32:
        yield fault("secret key", "it is shorter than 32 characters", "Set SECRET_KEY to a long random text.")
    else:
        yield fine("secret key", "long, and readable by its owner only" if key.exists() else "from the environment")


def examine_fonts() -> Iterator[Finding]:
    """Look for the fonts of printed documents, which come with the requirements; no font of the machine is ever used."""
    try:
        fonts.font_folders()
    except fonts.FontsMissing as missing:
        yield fault("fonts", str(missing), REINSTALL)
        return
    present = fonts.families()
    if absent := sorted(fonts.WANTED - set(present)):
        yield fault("fonts", f"the packages with the fonts lack {', '.join(absent)}", REINSTALL)
    else:
        yield fine("fonts", f"{len(present)} families, from the requirements")
