"""Read a query as its author means it: a name, or words that name a filter; what was read is shown and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from praya.core.index.spellings import Spelled, spelled
from praya.core.index.wordings import Meant, Vocabulary, Wording, plain_words, read_wording
from praya.core.lists.declaring import Asked
from praya.match.attendees.forms import MOST_WORDS, AttendeeFilters
from praya.match.attendees.queries import Sought, decided
from praya.match.attendees.wordings import words_of
from praya.match.requests.queries import wishes_of
from praya.match.suggestions.numbers import kind_of, pk_of
from praya.match.suggestions.reading import list_named, reading_of
from praya.meet.accreditation.rules import may_meet
from praya.meet.parties.sides import visiting_side
from praya.meet.works.indexing import edition_facet


@dataclass(frozen=True, slots=True)
class Looked:
    """Hold what is looked for, how like the words names are, which words were `meant` as filters and which could be."""

    sought: Sought
    named: Spelled = field(default_factory=Spelled)
    meant: Sequence[Meant] = ()
    offered: Sequence[Meant] = ()
    wishes: dict[int, str] = field(default_factory=dict)


def looked_for(asked: Asked, kinds: Sequence[str], categories: Sequence[tuple[str, Any]] = ()) -> Looked:
    """Return what a list is asked for. A query that is somebody's name is a name, whatever else its words could mean."""
    form: Any = asked.form
    visit, sought = asked.visit, form.sought
    wishes = wishes_of(visit.delegate) if visit.delegate is not None and may_meet(visit) else {}
    wish = form.wanted["wish"] if wishes or (visit.delegate is not None and may_meet(visit)) else ""
    sought = replace(sought, wish=wish, among=frozenset(decided(wishes, wish)) if wish else frozenset())
    words = plain_words(form.query)[:MOST_WORDS]
    if not words:
        return Looked(replace(sought, sort="name") if sought.sort == "match" else sought, wishes=wishes)
    scope = (edition_facet(visit.edition.pk),)
    named = spelled(words, visit.audience, kinds, scope)
    wording = _once_each(read_wording(form.query, _known(form, words_of(visit.sites, categories))))
    if wording.meant and not named.is_name:
        words = wording.words[:MOST_WORDS]
        named = spelled(words, visit.audience, kinds, scope)
        sought = replace(sought, words=words, **_filters(form, wording.meant))
        sought = replace(sought, sort="name") if sought.sort == "match" and not words else sought
        return Looked(sought, named, wording.meant, wishes=wishes)
    return Looked(replace(sought, words=words), named, offered=wording.meant, wishes=wishes)


def _once_each(wording: Wording) -> Wording:
    """Return what was read with one value to a group, as these lists are narrowed; what names another is a word again."""
    first = {one.group: one for one in reversed(wording.meant)}
    again = (part for one in wording.meant if first[one.group] is not one for part in one.text.split())
    return Wording((*wording.words, *again), tuple(one for one in wording.meant if first[one.group] is one))


def _known(form: AttendeeFilters, words: Vocabulary) -> Vocabulary:
    """Return what words may mean here: nothing that this list cannot be narrowed by, or that is chosen already."""
    return {phrase: meant for phrase, meant in words.items() if meant[0] in form.fields and not form.wanted[meant[0]]}


def _filters(form: AttendeeFilters, meant: Sequence[Meant]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in meant:
        found.setdefault(one.group, one.value)
    return found | ({"site_number": form.site_number(found["site"])} if "site" in found else {})


def most_in_common(asked: Asked, kind: int) -> tuple[int, ...]:
    """Return whom the visitor was suggested, the likeliest first, by their numbers; nobody without suggestions."""
    if asked.visit.delegate is None or not may_meet(asked.visit):
        return ()
    found = list_named(asked.visit.delegate, "people")
    if found is None:
        return ()
    entries = reading_of(visiting_side(asked.visit), found).entries
    return tuple(pk_of(one.number) for one in entries if kind_of(one.number) == kind)
