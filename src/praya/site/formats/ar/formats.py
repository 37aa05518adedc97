"""Write numbers with a point and commas, as Arabic does with Western digits (CLDR, ar with the numbering system latn).

Between month and year Arabic writes no comma (CLDR, ar, long date); Django's own formats do.
"""

from __future__ import annotations

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
