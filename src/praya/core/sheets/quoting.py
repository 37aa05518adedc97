"""Quote what stands in a cell, a heading or the name of a sheet within a sentence."""

from __future__ import annotations

SHOWN_SIGNS = 60


def quoted(value: str) -> str:
    r"""Return a text as a sentence can show it: one line, no signs that rule it or its direction, not too long.

    >>> quoted("Mei\u202e nahC\n"), len(quoted("x" * 40_000))
    ('Mei� nahC', 60)
    """
    visible = "".join(sign if sign.isprintable() else "�" for sign in value.strip()[: 2 * SHOWN_SIGNS])
    return visible if len(visible) <= SHOWN_SIGNS else visible[: SHOWN_SIGNS - 1] + "…"
