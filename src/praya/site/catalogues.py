"""Compile the catalogues of every language: only their sources are kept in the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from praya.site.languages import LOCALE_FOLDER


class CatalogueError(Exception):
    """Say which catalogue cannot be read, and where."""


def compile_catalogues(folder: Path = LOCALE_FOLDER) -> list[Path]:
    """Compile every django.po in the folder that is newer than its compiled form; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compile_catalogue(source, target)
        written.append(target)
    return written


def compile_catalogue(source: Path, target: Path) -> None:
    """Compile one catalogue; the target appears whole or not at all."""
    with source.open("rb") as file:
        try:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as fault:
            raise CatalogueError(f"{source}: {fault}") from fault
    draft = target.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(target)


if __name__ == "__main__":
    try:
        compile_catalogues()
    except CatalogueError as fault:
        sys.exit(str(fault))
