"""Bring a backup back."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, and whether what is there may go."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="delete what is in the database first")


def run(options: argparse.Namespace) -> int:
    """Bring everything back or nothing; 1 with the reason when it cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from praya.site.backup.reading import CannotRestore, restore

    try:
        manifest = restore(options.file, force=options.force)
    except CannotRestore as refusal:
        print(f"Nothing was restored. {refusal}", file=sys.stderr)
        return 1
    except DatabaseError as fault:
        print(f"Nothing was restored. The database refused: {str(fault).strip()}", file=sys.stderr)
        return 1
    rows = sum(table["rows"] for table in manifest["tables"].values())
    print(f"Restored {rows} rows of {len(manifest['tables'])} tables, as of {manifest['written_at']}; every table compared.")
    return 0
