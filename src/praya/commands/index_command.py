"""Write the search index again from all records."""

from __future__ import annotations

import argparse
from itertools import chain

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether a bar is shown."""
    parser.add_argument("--quiet", action="store_true", help="show no bar")


def run(options: argparse.Namespace) -> int:
    """Rebuild everything in one transaction; pages go on finding what was there before until it is done."""
    start_django()
    from tqdm import tqdm

    from praya.core.index import sources
    from praya.core.index.compacting import rebuild

    kinds = sources.kinds()
    with tqdm(total=sum(kinds.values()) or None, unit=" records", disable=options.quiet) as bar:
        listings = rebuild(chain.from_iterable(map(sources.records, kinds)), progress=bar.update)
    print(f"{listings} listings of {', '.join(kinds)}.")
    return 0
