"""Know the rows below a table that count it, and are none of it."""

from __future__ import annotations

import re

from praya.core.sheets.columns import Table
from praya.core.texts.folding import folded

_TOTALS = frozenset({
    "total", "totals", "grand total", "sum", "subtotal", "sub-total", "count", "somme", "totaal", "summe", "gesamt", "suma",
    "soma", "合計", "合计", "總計", "总计", "總數", "总数", "小計", "小计", "共計", "共计", "計", "합계", "총계", "소계",
    "المجموع", "الإجمالي",
})  # fmt: skip  # a list of words, many to the line
_NUMBER = re.compile(r"[-+]?[\d\s.,'’٠-٩]+%?")


def totals_of(table: Table) -> list[int]:
    """Return the numbers of the last rows that hold nothing but a word for a sum, and numbers."""
    found: list[int] = []
    for number, cells in reversed(table.rows):
        texts = [text for cell in cells if (text := cell.strip())]
        words = [text for text in texts if not _NUMBER.fullmatch(text)]
        if not words or any(folded(word).strip(" :：.") not in _TOTALS for word in words):
            break
        found.append(number)
    return found[::-1]
