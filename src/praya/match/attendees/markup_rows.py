"""Write the lists of exhibitors and people as text: rows through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import ACTIVITIES, word_of
from praya.core.directory.countries import country_names
from praya.core.directory.markup import chip_of, escaped, name_in_scripts
from praya.core.directory.names import names_read
from praya.core.index.matches import HEADINGS, Match, Tier
from praya.core.templatetags.frame import icon
from praya.core.texts.reading import read
from praya.match.attendees.queries_exhibitors import ExhibitorLine
from praya.match.requests.levels import level_writer
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.show.directory.markup_faces import FaceWriter

ONLINE = lazystr(_("online"))


def exhibitor_rows(
    lines: Iterable[ExhibitorLine], sites: Iterable[Site], edition: str, language: str, *, can_wish: bool, own: int | None
) -> SafeString:
    """Return the list items of exhibitors; `own` is the number of the visitor's organisation."""
    start, end = _around_code("organisation", edition)
    chips = _chips(sites)
    countries = country_names(language)
    write, part = level_writer(), _Parts()
    rows = []
    for line in lines:
        facts = (countries.get(line.country, line.country), word_of(ACTIVITIES, line.activity), line.stand)
        where = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in facts if fact)
        buttons = write(line.code, line.wish) if can_wish and line.organisation != own else ""
        rows.append(
            f'{part.heading(line.match)}<li><div><a href="{start}{line.record}{end}">'
            f"{name_in_scripts(line.name, line.names, language)}</a>"
            f"<small>{chips.get(line.site or 0, '')} {where}{_why(line.match)}</small></div>{buttons}</li>"
        )
    return mark_safe("".join(rows))  # noqa: S308 - every part is escaped above


class _Shown(NamedTuple):
    """Hold what of a row says whether its photograph is seen, and what it is."""

    code: str
    name: str
    names: Mapping[str, str]
    level: str
    portrait: str
    portrait_level: str


_FACE = tuple(f"person__{name}" for name in _Shown._fields)


def people_rows(
    rows: Iterable[Mapping[str, Any]], visit: EditionVisit, language: str, *, wishes: Mapping[int, str]
) -> SafeString:
    """Return the list items of people, each with their face; a row says whether it `is_own` and `can_wish`."""
    edition, own, faces = visit.edition.slug, visit.me.code, FaceWriter(visit)
    start, end = _around_code("person", edition)
    ask_start, ask_end = _around_code("calendar", edition)
    to_start, to_end = _around_code("message_new", edition)
    chips, countries, part, write = _chips(visit.sites), country_names(language), _Parts(), level_writer()
    mail, say_write = icon("mail"), escape(pgettext("followed by a name", "Write to"))
    own_side, ask_word = escape(gettext("your side")), escape(gettext("Ask"))
    found = []
    for row in rows:
        facts = [f"<bdi>{escaped(row['job_title'])}</bdi>"] if row["job_title"] else []
        if row["organisation__name"]:
            facts.append(name_in_scripts(row["organisation__name"], row["organisation__names"] or {}, language))
        facts += [escaped(text) for text in (countries.get(row["from"], row["from"]), _category(row, language)) if text]
        name = escape(names_read(row["person__name"], row["person__names"], language).name)
        letter = (
            f'<a class="button small" href="{to_start}{row["code"]}{to_end}" aria-label="{say_write} {name}">{mail}</a>'
            if row["code"] != own
            else ""
        )
        # Who keeps their record to themselves has no page of their own, and is met all the same.
        page = f"{start}{row['person__code']}{end}"
        if row["person__level"] == "private":
            page = f"{ask_start}{row['meets_on']}{ask_end}"
        if row["is_own"]:
            last = f'<span class="soft">{own_side}</span>'
        elif row["can_wish"] and row["company"] is None:
            last = write(row["meets_on"], wishes.get(row["own_calendar"], ""))
        else:
            address = f"{ask_start}{row['meets_on']}{ask_end}?named={row['code']}"
            last = f'<a class="button small" href="{address}">{ask_word}</a>' if row["can_wish"] else ""
        found.append(
            f"{part.heading(row.get('match'))}<li>{faces.face(_Shown(*(row[name] for name in _FACE)), is_lazy=True)}"
            f'<div><a href="{page}">'
            f"{name_in_scripts(row['person__name'], row['person__names'] or {}, language)}</a>"
            f"<small>{chips.get(row['site'] or 0, '')} {' · '.join(facts)}{_why(row.get('match'))}</small></div>"
            f"{letter}{last}</li>"
        )
    return mark_safe("".join(found))  # noqa: S308 - every part is escaped above


def _category(row: Mapping[str, Any], language: str) -> str:
    return read(row["category__name"], language).text if row["category__name"] else ""


class _Parts:
    """Write the heading of a part where it begins."""

    def __init__(self) -> None:
        self.last = Tier.CALLED

    def heading(self, match: Match | None) -> str:
        """Return the heading before a row, if its part is another than the last row's."""
        tier = match.tier if match is not None else Tier.CALLED
        if tier == self.last:
            return ""
        self.last = tier
        return f'<li class="part"><h2>{escape(str(HEADINGS[tier]))}</h2></li>' if tier in HEADINGS else ""


def _why(match: Match | None) -> str:
    return f' · <em class="why">{escape(str(match.why))}</em>' if match is not None and match.why else ""


def _around_code(route: str, edition: str) -> tuple[str, str]:
    """Return what stands before and after the code in the address of a page, resolved once for all rows."""
    start, _code, end = reverse(route, args=[edition, "CODE"]).rpartition("CODE")
    return start, end


def _chips(sites: Iterable[Site]) -> Mapping[int, str]:
    return {0: chip_of(str(ONLINE)), **{site.pk: chip_of(site.short_name, site.hue) for site in sites}}


def letters_of(choices: Iterable[tuple[str, str, str, bool]], label: str, everything: str, shown: str = "") -> SafeString:
    """Return a bar of letters: (address, label, what it is called aloud, whether it is chosen) each; chosen, it leads to all.

    `shown` stands before them where letters do not say by themselves what they are.
    """
    before = f'<li class="soft" aria-hidden="true">{escape(shown)}</li>' if shown else ""
    items = "".join(_letter(*choice, everything) for choice in choices)
    return mark_safe(f'<nav class="letters" aria-label="{escape(label)}"><ul>{before}{items}</ul></nav>')  # noqa: S308 - escaped


def _letter(address: str, label: str, said: str, is_here: bool, everything: str) -> str:
    here = ' aria-current="true"' if is_here else ""
    aloud = f' aria-label="{escape(said)}"' if said != label else ""
    return f'<li><a href="{escape(everything if is_here else address)}"{here}{aloud}><bdi>{escape(label)}</bdi></a></li>'


def options_of(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Return the options of a filter, one of which may be chosen."""
    found = "".join(
        f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>{escaped(word)}</option>'
        for value, word in choices
    )
    return mark_safe(found)  # noqa: S308 - escaped
