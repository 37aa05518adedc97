"""Write to people whose saved searches find something new, with what each may read when the letter leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.texts.joining import labelled, with_note
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import WORKS, delegate_of
from praya.show.searches.models import SavedSearch
from praya.show.searches.queries import NewWorks, new_works_of, reader_of
from praya.show.works.headings import heading
from praya.show.works.readers import WorksReader


def of_new_works(letter: Letter, at: datetime) -> Facts | None:
    """Tell what was new when the letter was asked for, as far as it is shown to its reader now and they still want it."""
    delegate = delegate_of(letter)
    account = delegate.person.account if delegate is not None else None
    if delegate is None or account is None:
        return None
    reader = reader_of(delegate, account)
    news = [one for one in _news(delegate, reader, letter.facts) if one.count]
    if not news:
        return None
    slug = delegate.edition.slug
    works = reverse("works", args=[slug])
    links = [link for one in news for link in _links(one, reader, works)]
    words = {"count": str(sum(one.count for one in news))}
    return Facts(words, links=tuple(links), path=reverse("saved_searches", args=[slug]), button=_("Your saved searches"))


def _news(delegate: Delegate, reader: WorksReader, facts: dict[str, Any]) -> list[NewWorks]:
    """Read again what each search found, from where it stood when the letter was asked for."""
    stood = {code: (slot, datetime.fromisoformat(moment)) for code, slot, moment in facts.get("searches", ())}
    found = SavedSearch.objects.filter(delegate=delegate, wants_mail=True, code__in=stood).select_related("delegate")
    told = []
    for search in found.order_by("name", "pk"):
        search.seen_slot, search.seen_at = stood[search.code]
        told.append(new_works_of(search, reader, facts.get("until")))
    return told


def _links(found: NewWorks, reader: WorksReader, works: str) -> list[tuple[str, str]]:
    language = get_language() or "en"
    lines = []
    for work in found.works:
        head = heading(work.card.document["names"], language)
        name = with_note(head.name, head.other)
        lines.append((labelled(found.search.name, name), reader.address(work.card.code)))
    if found.count > len(found.works):
        lines.append((labelled(found.search.name, _("and more")), f"{works}?{found.search.words}"))
    return lines


NEW_WORKS = Kind(
    "new_works",
    WORKS,
    gettext_lazy("New works for a saved search"),
    gettext_lazy("New works for you: {count}"),
    gettext_lazy("New or changed works at {market} that fit what you look for:"),
    of_new_works,
    {"count": gettext_lazy("How many works")},
    is_private=True,
)
