"""Write the long list of exhibitors as text: seven hundred rows through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import ACTIVITIES, word_of
from praya.core.directory.countries import country_names
from praya.core.directory.markup import escaped, name_in_scripts
from praya.match.attendees.queries import ExhibitorLine
from praya.match.requests.levels import level_writer
from praya.meet.editions.models import Site

ONLINE = lazystr(_("online"))


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
        facts = (countries.get(line.country, line.country), word_of(ACTIVITIES, line.activity), line.stand)
        where = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in facts if fact)
        buttons = write(line.code, line.wish) if can_wish and line.organisation != own else ""
        rows.append(
            f'<li><div><a href="{start}{line.code}{end}">{name_in_scripts(line.name, line.names, language)}</a>'
            f"<small>{chips.get(line.site or 0, '')} {where}</small></div>{buttons}</li>"
        )
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped above


def _around_code(edition: str) -> tuple[str, str]:
    """Return what stands before and after the code in the address of a calendar, resolved once for all rows."""
    start, _code, end = reverse("calendar", args=[edition, "CODE"]).rpartition("CODE")
    return start, end


def _chips(sites: Iterable[Site]) -> dict[int, str]:
    chips = {site.pk: f'<span class="chip hue-{site.hue}">{escape(site.short_name)}</span>' for site in sites}
    return {0: f'<span class="chip">{escape(str(ONLINE))}</span>', **chips}
