"""Write numbers as the reader's language does."""

from __future__ import annotations

from django import template

from praya.core.texts.numbers import number_text, share_text, signed_text

register = template.Library()


@register.filter(name="number")
def number(value: float | None) -> str:
    """Write a whole number with the thousands marks of the language; a dash where there is none."""
    return "–" if value is None else number_text(value)


@register.filter(name="share")
def share(value: float | None) -> str:
    """Write a share in per cent."""
    return share_text(value)


@register.filter(name="signed")
def signed(value: float | None) -> str:
    """Write a difference with its sign."""
    return signed_text(value)
