"""Write numbers with a point and commas, as Arabic does with Western digits (CLDR, ar with the numbering system latn)."""

from __future__ import annotations

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
