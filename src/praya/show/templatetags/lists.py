"""Say in one line what a work is."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from praya.core.catalogue.queries import Card

register = template.Library()


@register.filter
def card_facts(card: Card) -> str:
    """Return what is known of a work, in the reader's language."""
    return card.in_words(get_language() or "en")
