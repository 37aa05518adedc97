"""Propose the word by which an edition stands in addresses."""

from __future__ import annotations

from collections.abc import Iterable

from anyascii import anyascii
from django.utils.text import slugify

from praya.meet.editions.models import Edition

LONGEST = 50


def free_address(names: Iterable[str], year: int) -> str:
    """Return a word that no edition has yet, from the first name that has letters, with the year at its end."""
    stems = (slugify(anyascii(name))[:LONGEST].strip("-_") for name in names)
    stem = next((one for one in stems if one), "edition")
    stem = stem if str(year) in stem.split("-") else f"{stem}-{year}"
    taken = set(Edition.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
