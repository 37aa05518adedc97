"""Write a backup of everything into one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to."""
    parser.add_argument("file", type=Path, help="for instance praya-2027-03-15.zip; readable by its owner only")


def run(options: argparse.Namespace) -> int:
    """Write the backup while everything goes on; print what is in it."""
    start_django()
    from django.db import DatabaseError

    from praya.site.backup.writing import write_backup

    try:
        manifest = write_backup(options.file)
    except (OSError, DatabaseError) as fault:
        print(f"No backup was written: {str(fault).strip()}", file=sys.stderr)
        return 1
    rows = sum(table["rows"] for table in manifest["tables"].values())
    size = options.file.stat().st_size / 1e6
    print(f"{options.file}: {rows} rows of {len(manifest['tables'])} tables, {len(manifest['media'])} files, {size:.1f} MB")
    print("The secret key is not in it; keep it apart (docs/operators.md).")
    return 0
