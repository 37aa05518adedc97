"""Write to people who could be worth meeting, with the reasons, as their page shows it when the letter leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.directory.names import names_read
from praya.core.letters.declaring import DAILY, Facts, Kind
from praya.core.letters.models import Letter
from praya.match.suggestions.presenting import Suggested, suggested
from praya.match.suggestions.reading import list_named, reading_of
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.queries import sites_of
from praya.meet.notices.letters import SUGGESTIONS, delegate_of
from praya.meet.parties.sides import side_of


def of_suggestions(letter: Letter, at: datetime) -> Facts | None:
    """Name those whom the letter was asked for, as far as they still stand in the reader's own list."""
    delegate = delegate_of(letter)
    account = delegate.person.account if delegate is not None else None
    if delegate is None or account is None:
        return None
    reading = reading_of(side_of(delegate, account), list_named(delegate, "people"))
    wanted = frozenset(letter.facts.get("numbers", ()))
    chosen = replace(reading, entries=[one for one in reading.entries if one.number in wanted])
    visit = EditionVisit(delegate.edition, list(sites_of(delegate.edition)), account)
    cards = suggested(visit, chosen, get_language() or "en")
    if not cards:
        return None
    links = tuple((_line(card), card.address) for card in cards)
    path = reverse("suggestions", args=[delegate.edition.slug])
    return Facts({"count": str(len(cards))}, links=links, path=path, button=_("All suggestions"))


def _line(card: Suggested) -> str:
    language = get_language() or "en"
    name, company = (
        names_read(*called, language).name for called in ((card.name, card.names), (card.company, card.company_names))
    )
    return " · ".join(word for word in (name, card.detail, company, card.reasons[0]) if word)


SUGGESTED = Kind(
    "suggested",
    SUGGESTIONS,
    gettext_lazy("Who could be worth meeting"),
    gettext_lazy("Worth meeting at {market}: {count}"),
    gettext_lazy("Praya suggests that you meet at {market}:"),
    of_suggestions,
    {"count": gettext_lazy("How many people and companies")},
    usual=DAILY,
    is_private=True,
)
