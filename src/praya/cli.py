"""Dispatch the `praya` command: each subcommand is a module of praya.commands, imported only when it is called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "demo": "set up the demo market, solve and publish it, and serve it",
    "serve": "serve pages, live streams and one worker (parts can be chosen)",
    "worker": "run background jobs",
    "ready": "migrate the database and check that everything is in place",
    "doctor": "check this machine and its settings, and name what to mend",
    "solve": "compute a meeting schedule from a problem file, without a database",
    "verify-draw": "play a draw of seats again from its published bundle, without a database",
    "import": "import organisations, delegates, availability, a programme and wishes from a file",
    "export": "export an edition's records and schedule",
    "backup": "write a backup of everything into one file",
    "restore": "bring a backup back",
    "held": "list the letters and jobs that a restore holds, release or drop them",
    "erase": "erase a person, leaving what others and the figures need without a name",
    "find": "find titles, people and organisations by name in any script",
    "index": "write the search index again from all records",
    "manage": "run one of Django's own management commands",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="praya", description="Run film and television markets.")
    chooser = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = words[0] if words and words[0] in COMMANDS else None
    for name, summary in COMMANDS.items():
        sub = chooser.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == chosen:
            module = importlib.import_module(f"praya.commands.{name.replace('-', '_')}_command")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    options = parser.parse_args(words)
    try:
        return int(options.run(options) or 0)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
