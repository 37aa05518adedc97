"""Let no program ask more often than others can bear.

A market sits behind one address, so strangers of one address together may ask more often than one token.
"""

from __future__ import annotations

PER_MINUTE = 300
STRANGERS_PER_MINUTE = 600
