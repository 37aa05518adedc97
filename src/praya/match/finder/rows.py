"""Write the long list of exhibitors as text: seven hundred rows through templates would take four times as long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.directory.countries import country_names
from praya.core.directory.names import language_of, second_name
from praya.match.finder.queries import ExhibitorLine
from praya.meet.editions.models import Site

LEVELS = (
    ("must", pgettext_lazy("wish", "Must")),
    ("like", pgettext_lazy("wish", "Like")),
    ("no", pgettext_lazy("wish", "No")),
)
ONLINE = lazystr(_("online"))


SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Return a text as markup needs it; nearly all names need nothing, and looking is quicker than replacing."""
    return escape(text) if SPECIAL.search(text) else text


def level_writer(*, oob: bool = False) -> Callable[[str, str], str]:
    """Return a function that writes the three buttons of a calendar's code and the level said so far.

    The buttons belong to a form around the whole list: the button's name is the level, its value the code. A pressed
    button takes its level back.
    """
    words = [(level, escape(str(word))) for level, word in LEVELS]
    swap = ' hx-swap-oob="true"' if oob else ""
    plain = "".join(
        f'<button class="{level} small" name="{level}" value="{{0}}" id="{level}-{{0}}" aria-pressed="false">{word}</button>'
        for level, word in words
    )
    shell = f'<span class="levels" id="levels-{{0}}"{swap}>{plain}</span>'

    pieces = shell.split("{0}")

    def write(code: str, said: str) -> str:
        text = code.join(pieces)
        if said:
            text = text.replace(
                f'name="{said}" value="{code}" id="{said}-{code}" aria-pressed="false"',
                f'name="clear" value="{code}" id="{said}-{code}" aria-pressed="true"',
            )
        return text

    return write


def level_buttons(code: str, said: str, *, oob: bool = False) -> SafeString:
    """Return the three buttons of one calendar."""
    return mark_safe(level_writer(oob=oob)(code, said))  # noqa: S308 - codes and levels are our own words


def exhibitor_rows(
    lines: Iterable[ExhibitorLine], sites: Iterable[Site], edition: str, language: str, *, can_wish: bool, own: int | None
) -> SafeString:
    """Return the list items of exhibitors; `own` is the number of the visitor's organisation."""
    start, end = _around_code(edition)
    chips = _chips(sites)
    countries = country_names(language)
    write = level_writer()
    rows = []
    for line in lines:
        facts = (countries.get(line.country, line.country), line.activity, line.stand)
        where = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in facts if fact)
        buttons = write(line.code, line.wish) if can_wish and line.organisation != own else ""
        rows.append(
            f'<li><div><a href="{start}{line.code}{end}">{name_in_scripts(line.name, line.names, language)}</a>'
            f"<small>{chips.get(line.site or 0, '')} {where}</small></div>{buttons}</li>"
        )
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped above


def name_in_scripts(name: str, names: Mapping[str, str], language: str) -> str:
    """Return a name and its variant in another script, escaped, each marked with its language."""
    own = language_of(name)
    text = f'<bdi lang="{own}">{escaped(name)}</bdi>' if own else f"<bdi>{escaped(name)}</bdi>"
    if not names:
        return text
    tag, other = second_name(name, names, language)
    return f'{text} <bdi class="name-other" lang="{escaped(tag)}">{escaped(other)}</bdi>' if other else text


def _around_code(edition: str) -> tuple[str, str]:
    """Return what stands before and after the code in the address of a calendar, resolved once for all rows."""
    start, _code, end = reverse("calendar", args=[edition, "CODE"]).rpartition("CODE")
    return start, end


def _chips(sites: Iterable[Site]) -> dict[int, str]:
    chips = {site.pk: f'<span class="chip hue-{site.hue}">{escape(site.short_name)}</span>' for site in sites}
    return {0: f'<span class="chip">{escape(str(ONLINE))}</span>', **chips}
