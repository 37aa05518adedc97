"""Answer with "not found" what is not there, or not for whoever asks."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404

Found = TypeVar("Found")


def existing(found: Found | None) -> Found:
    """Return what was found; Http404 when that is nothing."""
    if found is None:
        raise Http404
    return found
