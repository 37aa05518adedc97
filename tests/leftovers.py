"""Forget what a test leaves in the process without knowing: requests keep their language, and what they counted."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import translation


def forget() -> None:
    """Go back to the language of the settings, and to no attempts of anybody to sign in."""
    translation.deactivate()
    cache.clear()
