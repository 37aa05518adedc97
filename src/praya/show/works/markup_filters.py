"""Write the filters of a list of works: every value with how many works it would show, and what is chosen as chips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from praya.core.catalogue.vocabulary import BUDGETS, GENRES, KINDS, STAGES, WANTS, Words
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.texts.joining import labelled, quoted
from praya.show.works.readers import ONLINE, WorksReader
from praya.show.works.wanted import GROUPS, WISHES, Wanted

LABELS = {
    "kind": gettext_lazy("Kind"),
    "stage": gettext_lazy("Stage"),
    "genre": gettext_lazy("Genre"),
    "country": gettext_lazy("Country or region"),
    "language": gettext_lazy("Language"),
    "seeking": gettext_lazy("Seeking"),
    "budget": gettext_lazy("Budget"),
    "site": gettext_lazy("Site"),
}
_WORDS: Mapping[str, Words] = {"kind": KINDS, "stage": STAGES, "genre": GENRES, "seeking": WANTS, "budget": BUDGETS}
FIRST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one value of a group with how many works have it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Hold one thing that was asked for, and the address without it."""

    label: str
    address: str


def choices_of(group: str, reader: WorksReader, wanted: Wanted, counts: Mapping[str, int], language: str) -> list[Choice]:
    """Return the values of a group that lead to works, and those chosen; known words in their order, others by number."""
    chosen = wanted.filters.get(group, ())
    if group == "site":
        counts = {slug: counts.get(value, 0) for slug, value in reader.site_values().items()}
    values = dict.fromkeys([*(value for value, count in counts.items() if count), *chosen])
    if group in _WORDS:
        values = dict.fromkeys(key for key in _WORDS[group] if key in values)
    found = [Choice(value, label_of(group, value, reader, language), counts.get(value, 0), value in chosen) for value in values]
    if group in {"country", "language"}:
        found.sort(key=lambda one: (not one.is_chosen, -one.count, one.label))
    return found


def label_of(group: str, value: str, reader: WorksReader, language: str) -> str:
    """Return the name of a value in the reader's language."""
    if group in _WORDS:
        return str(_WORDS[group].get(value, value))
    if group == "country":
        return country_name(value, language)
    if group == "language":
        return language_name(value, language)
    if value == ONLINE:
        return _("online")
    return next((site.short_name for site in reader.sites if site.slug == value), value)


def chips_of(reader: WorksReader, wanted: Wanted, language: str) -> list[Chip]:
    """Return everything that narrows a list, each with the address without it."""
    chips = [Chip(quoted(wanted.query), wanted.words(query="", page=1))] if wanted.query else []
    for group in GROUPS:
        for value in wanted.filters.get(group, ()):
            label = labelled(str(LABELS[group]), str(label_of(group, value, reader, language)))
            chips.append(Chip(label, wanted.without(group, value)))
    if wanted.is_free:
        chips.append(Chip(_("Can be met now or next"), wanted.words(is_free=False, page=1)))
    if wanted.wish:
        label = labelled(_("Your wish"), str(WISHES[wanted.wish]))
        chips.append(Chip(label, wanted.words(wish="", page=1)))
    return chips


def filter_bar(reader: WorksReader, wanted: Wanted, facets: Mapping[str, Mapping[str, int]], language: str) -> SafeString:
    """Return the groups of filters as parts of a form; a group in which nothing can be chosen is left out."""
    parts = []
    for group in GROUPS:
        choices = choices_of(group, reader, wanted, facets.get(group, {}), language)
        if choices:
            parts.append(_group(group, choices))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped where it is written


def _group(group: str, choices: Sequence[Choice]) -> str:
    chosen = sum(one.is_chosen for one in choices)
    is_open = " open" if chosen or group in {"kind", "stage"} else ""
    number = f' <span class="facet-chosen">{chosen}</span>' if chosen else ""
    first, rest = _split(group, choices)
    more = ""
    if rest:
        words = ngettext("%(count)d more", "%(count)d more", len(rest)) % {"count": len(rest)}
        more = f'<details class="facet-more" id="more-{group}"><summary>{escape(words)}</summary>{_list(group, rest)}</details>'
    return (
        f'<details class="facet" id="facet-{group}"{is_open}><summary>{escape(str(LABELS[group]))}{number}</summary>'
        f'<fieldset class="plain"><legend class="visually-hidden">{escape(str(LABELS[group]))}</legend>'
        f"{_list(group, first)}{more}</fieldset></details>"
    )


def _split(group: str, choices: Sequence[Choice]) -> tuple[Sequence[Choice], Sequence[Choice]]:
    if group not in {"country", "language"} or len(choices) <= FIRST_SHOWN + 2:
        return choices, ()
    shown = max(FIRST_SHOWN, sum(one.is_chosen for one in choices))
    return choices[:shown], choices[shown:]


def _list(group: str, choices: Iterable[Choice]) -> str:
    rows = "".join(
        f'<li><label class="pick"><input type="checkbox" form="shelf-form" id="{group}-{escape(one.value)}" name="{group}"'
        f' value="{escape(one.value)}"'
        f'{" checked" if one.is_chosen else ""}> <span class="grow">{escape(one.label)}</span> '
        f'<span class="facet-count">{one.count}</span></label></li>'
        for one in choices
    )
    return f"<ul>{rows}</ul>"
