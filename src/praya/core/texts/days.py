"""Write days as each language does: a translator chooses order and signs, as with any other sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy

from praya.core.texts.regions import region

# The letters are those of Django's date filter: D and l weekday, j day, M and F month, n month as a number, Y year.
SHAPES: Mapping[str, Any] = {
    "D": pgettext_lazy("date format", "D"),
    "D j M": pgettext_lazy("date format", "D j M"),
    "j M": pgettext_lazy("date format", "j M"),
    "j M Y": pgettext_lazy("date format", "j M Y"),
    "l j F": pgettext_lazy("date format", "l j F"),
    "l j F Y": pgettext_lazy("date format", "l j F Y"),
}


def day_text(day: date, shape: str = "D j M") -> str:
    """Return a day, or the day of an instant in its own zone, in the reader's language; KeyError for an unknown shape."""
    return _written(date(day.year, day.month, day.day), shape, get_language(), region())


@lru_cache(maxsize=4096)
def _written(day: date, shape: str, _language: str | None, _region: str) -> str:
    # A list names the same few days dozens of times; they are worded anew for each language, and region of it.
    return date_format(day, str(SHAPES[shape]))
