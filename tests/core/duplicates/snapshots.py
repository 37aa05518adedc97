"""Read every table as it is, so that what a merge changes and what taking it back leaves can be compared byte for byte."""

from __future__ import annotations

from collections import Counter

from praya.core.index.indexing import members
from praya.core.index.models import Listing
from praya.site.backup.tables import lines, tables

# The trail and the journal grow by their nature; the index is compared by what it lists.
GROWING = {"core.entry", "core.merge", "core.listing", "core.posting", "core.recent", "core.removal", "core.indexstate"}


def everything() -> dict[str, list[bytes]]:
    """Return the rows of every table, each as its exact line."""
    return {model._meta.label_lower: list(lines(model)) for model in tables() if model._meta.label_lower not in GROWING}


def listed() -> Counter[tuple[str, int, str, str]]:
    """Return what the index lists for each audience; whether audiences share a row or not is its own affair."""
    rows = Listing.objects.values_list("kind", "number", "audiences", "digest")
    return Counter((kind, number, audience, digest) for kind, number, bits, digest in rows for audience in members(bits))
