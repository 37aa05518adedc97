"""Tell a cell that a spreadsheet program would run from a text that only begins like one."""

from __future__ import annotations

import re
import unicodedata

_BEGINS = frozenset("=+-@＝＋－＠")
# What follows “=” anywhere in Excel; a function, a place or a sum behind the other signs; or a program that is called.
_RUNS = re.compile(
    r"""=\s*["'({\[+\-@#$!.\w]
    |[+\-@]\s*[=+\-@]*\s*(?:
        [^\W\d][\w.]*\(
        |\w[\w. ]*\|.*!
        |[\d.]+\s*[+*^&=<>]\s*[\w(.$"+\-]
        |\(\s*[\d.]+\s*[+*^&=<>]
        |["'{]
    )
    |[+\-]\s*\$?[a-z]{1,3}\$?\d{1,7}\s*(?:$|[+\-*/^&=<>:,;])""",
    re.VERBOSE | re.IGNORECASE,
)


def is_formula(cell: str) -> bool:
    r"""Tell whether a spreadsheet would run a cell: telephones, a dash and what people call themselves are left in peace.

    >>> [is_formula(cell) for cell in ("=1+1", '=HYPERLINK("x")', "+A1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", " ＝1+1")]
    [True, True, True, True, True, True]
    >>> [is_formula(cell) for cell in ("-", "=", "+852 5550 0100", "+852-5550-0100 / +853 66", "@mei", "- Mei (HK)", "'=1+1")]
    [False, False, False, False, False, False, False]
    """
    bare = cell.lstrip()
    if bare[:1] not in _BEGINS:
        return False
    return _RUNS.match(unicodedata.normalize("NFKC", bare)) is not None
