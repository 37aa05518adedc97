"""Say in one line what a work is."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES, word_of
from praya.core.directory.countries import country_name

register = template.Library()


@register.filter
def card_facts(card: Card) -> str:
    """Return kind, stage, year, countries and directors of a work, as far as they are known."""
    language = get_language() or "en"
    countries = ", ".join(country_name(code, language) for code in card.countries)
    facts = [
        word_of(KINDS, card.document["kind"]),
        word_of(STAGES, card.document["stage"]),
        str(card.document["year"] or ""),
        countries,
        ", ".join(card.directors[:3]),
    ]
    return " · ".join(fact for fact in facts if fact)
