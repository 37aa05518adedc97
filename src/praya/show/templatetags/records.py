"""Say in words what was done to a record."""

from __future__ import annotations

from django import template

from praya.core.audit.deeds import sentence_of

register = template.Library()


@register.filter
def deed(action: str) -> str:
    """Return what an action of the trail is called, in the reader's language."""
    return sentence_of(action)
