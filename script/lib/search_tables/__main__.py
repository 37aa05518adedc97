"""Write all tables of the search engine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from search_tables import chinese, han, japanese, korean, orders, surnames

TABLES = Path(__file__).parents[3] / "src" / "praya" / "engines" / "search" / "tables"


def main() -> None:
    """Read the Unihan folder's place and write every table."""
    parser = argparse.ArgumentParser(prog="script/search_tables", description="Build the tables of the search engine.")
    parser.add_argument("--unihan", type=Path, required=True, help="folder with kCantonese.txt and the variants' files")
    folder = parser.parse_args().unihan
    han.write(folder, TABLES)
    chinese.write(folder, TABLES)
    korean.write(TABLES)
    japanese.write(folder, TABLES)
    surnames.write(TABLES)
    orders.write(TABLES)
    for path in sorted(TABLES.iterdir()):
        sys.stdout.write(f"{path.stat().st_size:>9} {path.name}\n")


if __name__ == "__main__":
    main()
