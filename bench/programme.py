"""Measure a large festival's programme: the timetable of a day, the conflicts of one move and of the whole, real rows and pages.

    script/bench programme [--folder DIR] [--seconds 3] [--rounds 3] [--connections 4] [--screenings 1500] [--screens 34]
        [--days 9] [--moves 60] [--seed 1]

What is measured, and of what, say `festival.py`, `exports.py` of the files in which a programme goes out, and `told.py` of the
pages that everybody reads.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bench import exports, festival, told
from bench.bars import Result
from bench.pages import loading

BARS = (*festival.BARS, *exports.BARS, *told.BARS)


def main(words: list[str]) -> Result:
    """Print what a page costs; judge the page, the slowest move and the whole check."""
    parser = loading("programme", __doc__, connections=4)
    festival.add_options(parser)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-programme-") as temporary:
        folder = options.folder or Path(temporary)
        os.environ |= {"PRAYA_VAR": str(folder.resolve()), "PRAYA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        marks = (*festival.festival_marks(options), *exports.export_marks(options), *told.told_marks(options))
        return Result(marks, {})
