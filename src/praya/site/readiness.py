"""Bring an installation up to date, and tell whether it is: catalogues, tables, static files, checks."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from praya.site import statics


class NotReady(Exception):  # noqa: N818 - an outcome, not a fault
    """Say what keeps this installation from serving, and what mends it."""


def bring_up_to_date(tell: Callable[[str], None]) -> None:
    """Do everything that must be done before serving; NotReady with a remedy when something cannot be done."""
    from praya.site.catalogues import CatalogueError, compile_catalogues

    try:
        tell(f"catalogues: {len(compile_catalogues())} compiled")
    except CatalogueError as fault:
        raise NotReady(f"A catalogue of the interface cannot be read. Mend it: {fault}") from fault
    _check_folder(settings.VAR_FOLDER)
    tell(f"database: {_migrate()} migrations applied")
    tell(f"static files: {_collect()}")
    _check()
    tell("checks: nothing to mend")
    tell(f"journal: {_open_journal()}")


def unapplied_migrations() -> list[str]:
    """Return the migrations that the database lacks; raises DatabaseError when it does not answer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _check_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise NotReady(f"{folder} cannot be written. Change its owner, or set PRAYA_VAR to a folder of this user.")


def _migrate() -> int:
    try:
        missing = unapplied_migrations()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as fault:
        raise NotReady(f"The database does not do as asked ({str(fault).strip()}). Look at DATABASE_URL.") from fault
    return len(missing)


def _open_journal() -> str:
    """Begin the journal of revocations, or write what waits for it; say where the installation may only be read."""
    from praya.core.revocations import book
    from praya.core.revocations.actions import open_book, write_out
    from praya.core.revocations.standing import forget_look, state_now

    try:
        with book.held() as folder:
            place = open_book(folder)
    except OSError as fault:
        raise NotReady(f"{settings.JOURNAL_FOLDER} cannot be written ({fault}). Change its owner, or PRAYA_JOURNAL.") from fault
    except book.BookFault as fault:
        return f"{fault.reason}. Bring {settings.JOURNAL_FOLDER} back, or see praya restore --accept-without-journal"
    write_out()
    forget_look()
    state = state_now()
    return f"READ-ONLY. {state.why}" if state.reason else f"line {place.number} in {settings.JOURNAL_FOLDER}"


def _collect() -> str:
    """Gather the static files under names that hold their fingerprints, compressed; nothing to do in debug mode."""
    if settings.DEBUG:
        return "served from their sources (PRAYA_DEBUG)"
    stamp, wanted = settings.STATIC_ROOT / "gathered.stamp", _fingerprint_of_static_files()
    if (settings.STATIC_ROOT / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == wanted:
        return "unchanged"
    from django.test.utils import override_settings

    storage = {"BACKEND": "praya.site.statics.GatheredStaticFiles"}
    said = io.StringIO()
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": storage}):
        call_command("collectstatic", interactive=False, stdout=said)
    stamp.write_text(wanted)
    return said.getvalue().strip().splitlines()[-1].replace(f" to '{settings.STATIC_ROOT}'", "")


def _fingerprint_of_static_files() -> str:
    """Return a hash of the names, sizes and times of every static file, and of the module that stores them."""
    from django.contrib.staticfiles.finders import get_finders

    paths = {name: storage.path(name) for finder in get_finders() for name, storage in finder.list([])}
    facts = []
    for name, path in sorted({**paths, "": statics.__file__}.items()):
        state = Path(path).stat()
        facts.append((name, state.st_size, state.st_mtime_ns))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _check() -> None:
    found = checks.run_checks(include_deployment_checks=False, databases=["default"])
    serious = [message for message in found if message.is_serious()]
    if serious:
        raise NotReady("\n".join(f"{message.msg} {message.hint or ''}".strip() for message in serious))
