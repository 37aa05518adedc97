"""Erase a person by their address, as they could themselves; it cannot be undone."""

from __future__ import annotations

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address, and whether it need not be typed again."""
    parser.add_argument("email", metavar="EMAIL", help="the address of the account, or of a person who has none")
    parser.add_argument("--yes", action="store_true", help="do not ask for the address to be typed again")


def run(options: argparse.Namespace) -> int:
    """Say what is held, ask, erase, and print the rows touched; 1 when it was not done, 2 when nobody has the address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django

    django.setup()
    from django.utils import timezone

    from praya.core.actions.refusing import Refused
    from praya.core.personal.erasing import erase
    from praya.core.personal.queries import held_of, subject_at

    who = subject_at(options.email)
    if who is None:
        print(f"Nobody has the address {options.email}.", file=sys.stderr)
        return 2
    for heading, tables in held_of(who).items():
        print(f"{heading}: {', '.join(f'{held.table.label} {held.count}' for held in tables)}")
    if not options.yes and input("Type the address again to erase this person: ").strip() != options.email:
        print("Nothing was erased.", file=sys.stderr)
        return 1
    try:
        counts = erase(who, at=timezone.now())
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{sum(counts.values())} rows of {len(counts)} tables deleted or emptied.")
    return 0
