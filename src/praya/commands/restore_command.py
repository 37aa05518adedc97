"""Bring a backup back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, and whether what is there may go."""
    parser.add_argument("file", type=Path, nargs="?", help="the backup")
    parser.add_argument(
        "--journal", type=Path, metavar="FOLDER", help="read the journal of revocations there, not in PRAYA_JOURNAL"
    )
    parser.add_argument(
        "--accept-without-journal",
        action="store_true",
        help="open a restored installation to writing although badges, tokens, roles and people that were withdrawn or erased "
        "after the backup may be back; needs no file",
    )
    parser.add_argument("--force", action="store_true", help="delete what is in the database first")


def run(options: argparse.Namespace) -> int:
    """Bring everything back or nothing; 1 with the reason when it cannot be."""
    start_django()
    if options.accept_without_journal:
        return accept()
    if options.file is None:
        print("Name the backup: praya restore FILE", file=sys.stderr)
        return 2
    from django.db import DatabaseError

    from praya.site.backup.reading import CannotRestore, restore

    try:
        manifest = restore(options.file, force=options.force, journal=options.journal)
    except CannotRestore as refusal:
        print(f"Nothing was restored. {refusal}", file=sys.stderr)
        return 1
    except DatabaseError as fault:
        print(f"Nothing was restored. The database refused: {str(fault).strip()}", file=sys.stderr)
        return 1
    rows = sum(table["rows"] for table in manifest["tables"].values())
    print(f"Restored {rows} rows of {len(manifest['tables'])} tables, as of {manifest['written_at']}; every table compared.")
    tell_revived(manifest["revived"])
    return 0


def tell_revived(revived: Any) -> None:
    """Say what was taken back again, what waits for a person, and whether anybody may write."""
    from praya.core.revocations.standing import REASONS

    done = ", ".join(f"{name} {count}" for name, count in sorted(revived.replayed.done.items())) or "nothing came back"
    print(f"Journal: {revived.replayed.lines} lines after the backup done again: {done}.")
    print(f"Held: letters, and {revived.held} jobs of before the backup. Look at them with: praya held")
    if revived.reason:
        why = str(REASONS.get(revived.reason, revived.reason))
        print(f"READ-ONLY: {why} ({revived.words or revived.reason}).", file=sys.stderr)
        print(
            "What was withdrawn or erased after the backup may be back. Bring the journal (PRAYA_JOURNAL, or --journal FOLDER) "
            "and restore again with --force; or, knowing that, praya restore --accept-without-journal.",
            file=sys.stderr,
        )


def accept() -> int:
    """Open a restored installation to writing, in the knowledge of what that may mean."""
    from praya.core.revocations.standing import accept_without_journal

    reason = accept_without_journal()
    if not reason:
        print("It was not read-only. A journal that could not be gone on with was put aside and a new one begun.")
        return 0
    print("Open to writing. What was withdrawn or erased after the backup and is back stays so until it is withdrawn again.")
    print("Go through: people erased, badges refused, team members removed, API tokens, calendar addresses. Then: praya held")
    return 0
