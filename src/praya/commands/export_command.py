"""Export an edition's records and schedule."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the edition and where to write."""
    parser.add_argument("--edition", required=True, metavar="SLUG", help="the edition, as its address names it")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx|DIR", help="a workbook, or a folder of .csv files")


def run(options: argparse.Namespace) -> int:
    """Write one workbook, or one .csv file per sheet into a folder."""
    start_django()
    from praya.core.sheets.exporting import export_folder, export_sheets
    from praya.core.sheets.writing import write_workbook
    from praya.meet.editions.models import Edition

    edition = Edition.objects.filter(slug=options.edition).first()
    if edition is None:
        print(f"There is no edition “{options.edition}”. Its name is the part after /e/ in its address.", file=sys.stderr)
        return 2
    output = options.output or Path(f"{edition.slug}.xlsx")
    if output.suffix.lower() == ".xlsx":
        write_workbook(export_sheets(edition), output)
        print(output)
    else:
        for path in export_folder(edition, output):
            print(path)
    return 0
