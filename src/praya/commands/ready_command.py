"""Migrate the database and check that everything is in place."""

from __future__ import annotations

import argparse
import sys

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether only to look."""
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is to be done")


def run(options: argparse.Namespace) -> int:
    """Bring everything up to date; 1 with what to mend when that is impossible."""
    start_django()
    from praya.site.readiness import NotReady, bring_up_to_date

    if options.check:
        return look()
    try:
        bring_up_to_date(lambda line: print(line, flush=True))
    except NotReady as fault:
        print(f"Not ready. {fault}", file=sys.stderr)
        return 1
    print("Ready.")
    return 0


def look() -> int:
    """Name what is missing without changing anything."""
    from django.db import DatabaseError

    from praya.site.readiness import unapplied_migrations

    try:
        missing = unapplied_migrations()
    except DatabaseError as fault:
        print(f"Not ready. The database does not answer: {str(fault).strip()}", file=sys.stderr)
        return 1
    if missing:
        print(f"Not ready. Migrations to apply with `praya ready`: {', '.join(missing)}", file=sys.stderr)
        return 1
    print("Ready.")
    return 0
