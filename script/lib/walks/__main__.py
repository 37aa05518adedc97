"""Print through which rooms an import and an acceptance lead: their stays in order, returns, climbs and rises."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

import django
from script.lib.walks.tracing import Walk


def lines(walk: Walk, *, has_functions: bool) -> Iterator[str]:
    """Yield a line for every stay, then one for every climb."""
    for stay in walk.stays:
        yield f"    {stay.room}" + (f": {', '.join(call.name for call in stay.calls)}" if has_functions else "")
    for call in walk.climbs:
        yield f"  climb from {call.caller}: {call.room} {call.name}"


def main() -> None:
    """Play both in a database of their own, which is thrown away."""
    parser = argparse.ArgumentParser(prog="script/walk", description=__doc__)
    parser.add_argument("--functions", action="store_true", help="name the functions of every stay too")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection
    from script.lib.walks.played import walks

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        for what, walk in walks().items():
            sys.stdout.write("\n".join((f"{what}: {walk}", *lines(walk, has_functions=options.functions), "")))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
