"""Decide who may take their own data out, and be erased."""

from __future__ import annotations

from django.http import HttpRequest

from praya.core.access.gate import signed_in


def may_dispose_of_own_data(visit: HttpRequest) -> bool:
    """Let everybody in who has signed in; taking the data out and being erased ask besides for a fresh proof."""
    return signed_in(visit)
