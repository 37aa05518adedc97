"""Place what stands on a day, in steps of five minutes."""

from __future__ import annotations

from datetime import timedelta

STEP = timedelta(minutes=5)
STEPS_PER_HOUR = 12


def looks(at: int, length: int) -> str:
    """Return the classes of praya/timeline.css for a place and a length in steps: in hours and the steps beyond; nought has none.

    >>> looks(18, 6)
    'at-h1 at-s6 for-s6'
    """
    parts = [(word, *divmod(steps, STEPS_PER_HOUR)) for word, steps in (("at", at), ("for", length))]
    return " ".join(f"{word}-{unit}{n}" for word, hours, steps in parts for unit, n in (("h", hours), ("s", steps)) if n)
