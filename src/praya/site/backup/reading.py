"""Bring a backup back: all of it, exactly, or nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from praya.core.revocations.standing import forget_look
from praya.site.backup.reviving import nothing_lost, read_past, revive, unfinished
from praya.site.backup.sequences import advance
from praya.site.backup.tables import lines, load, tables
from praya.site.backup.writing import FORM, PIECE, applied_migrations

MADE_BY_MIGRATING = {"contenttypes.contenttype", "auth.permission"}


class CannotRestore(Exception):  # noqa: N818 - an outcome, not a fault
    """Say why a backup is not brought back, and what to do."""


def restore(path: Path, *, force: bool = False, journal: Path | None = None) -> dict[str, Any]:
    """Bring a backup back into this installation's database and folder; return its manifest.

    The database must be empty, unless `force` allows what is in it to be deleted. Everything is checked against the
    manifest before, and every table again after; when anything differs nothing was changed. A backup of an older version
    comes back into the tables of its time, which then take the way of every upgrade: they are made anew before, so a restore that
    fails half-way leaves the database empty. What was taken back since is taken back again (`reviving`), from this
    installation's journal or the one in another folder, before the rows are there for anybody; the manifest then holds what
    came of it as `revived`.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as fault:
        raise CannotRestore(f"{path} is not a backup of praya: {fault}") from fault
    with archive:
        manifest = checked_manifest(archive, path)
        call_command("migrate", interactive=False, verbosity=0)
        is_older = _is_older(manifest)
        past = read_past(manifest, journal)
        with unfinished():
            with nothing_lost(), transaction.atomic():
                _make_empty(force=force)
                if not is_older:
                    _fill(archive, manifest, tables())
                    manifest["revived"] = revive(manifest, past)
            if is_older:
                _fill_of_old(archive, manifest)
                with transaction.atomic():
                    manifest["revived"] = revive(manifest, past)
            _restore_media(archive, manifest)
    forget_look()
    return manifest


def _fill(archive: zipfile.ZipFile, manifest: dict[str, Any], models: list[type[Model]]) -> None:
    for model in models:
        with archive.open(f"rows/{model._meta.label_lower}.jsonl") as stream:
            load(model, stream)
    advance(models, manifest["sequences"])
    connection.check_constraints()
    _compare_tables(manifest, models)


def _fill_of_old(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Make the tables as they were then in the emptied database, fill them, and upgrade them to those of today."""
    from praya.site.backup.upgrading import go_back_to

    with go_back_to(manifest["migrations"]) as then, transaction.atomic():
        _fill(archive, manifest, tables(then))
    call_command("migrate", interactive=False, verbosity=0)


def checked_manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """Return the manifest after comparing every entry with its hash."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise CannotRestore(f"{path} has no readable manifest.json: it is no backup of praya, or was cut off.") from fault
    if manifest.get("form") != FORM:
        raise CannotRestore(f"{path} has the form {manifest.get('form')!r}; this praya reads {FORM}.")
    wanted = {f"rows/{name}.jsonl": facts["sha256"] for name, facts in manifest["tables"].items()}
    wanted |= {f"media/{name}": facts["sha256"] for name, facts in manifest["media"].items()}
    for name, digest in wanted.items():
        try:
            found = _hash(archive, name)
        except (KeyError, zipfile.BadZipFile, OSError) as fault:
            raise CannotRestore(f"{path} is damaged at {name}: {fault}. Use another backup.") from fault
        if found != digest:
            raise CannotRestore(f"{path} is damaged: {name} is not what the manifest says. Use another backup.")
    return manifest


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _is_older(manifest: dict[str, Any]) -> bool:
    """Tell whether a backup is of tables that this version has left behind; CannotRestore when it does not know them."""
    ours, theirs = set(applied_migrations()), set(manifest["migrations"])
    if theirs - ours:
        names = ", ".join(sorted(theirs - ours)[:5])
        raise CannotRestore(
            f"The backup is of praya {manifest['praya']} with tables that this version does not know ({names}). "
            "Restore it with that version of praya or a newer one."
        )
    return ours != theirs


def _make_empty(*, force: bool) -> None:
    models = tables()
    filled = [model._meta.label for model in models if _counts(model) and model._base_manager.exists()]
    if filled and not force:
        some = ", ".join(filled[:5])
        raise CannotRestore(
            f"The database is not empty ({some}). Choose an empty one with DATABASE_URL or PRAYA_VAR, "
            "or let --force delete what is in it."
        )
    names = [model._meta.db_table for model in models]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), names, reset_sequences=False, allow_cascade=True))


def _counts(model: type[Model]) -> bool:
    return model._meta.label_lower not in MADE_BY_MIGRATING


def _compare_tables(manifest: dict[str, Any], models: list[type[Model]]) -> None:
    for model in models:
        digest = hashlib.sha256()
        for text in lines(model):
            digest.update(text)
        if digest.hexdigest() != manifest["tables"][model._meta.label_lower]["sha256"]:
            raise CannotRestore(f"{model._meta.label} did not come back as it was; nothing was changed. Please report this.")


def _restore_media(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    folder = Path(settings.MEDIA_ROOT)
    for name in manifest["media"]:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts:
            raise CannotRestore(f"{name} would be written outside {folder}; the backup was tampered with.")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(target.name + ".part")
        with archive.open(f"media/{name}") as stream, draft.open("wb") as file:
            while piece := stream.read(PIECE):
                file.write(piece)
        draft.replace(target)
