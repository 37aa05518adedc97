"""Show exhibitors and people, in pages, with what they can be narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.catalogue.vocabulary import ACTIVITIES, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.ordering import collation_of
from praya.core.index.matches import Tier
from praya.core.lists.declaring import Asked
from praya.core.lists.serving import asked_facts
from praya.core.sheets.countries import country_codes
from praya.core.texts.regions import region
from praya.engines.search import order_letters
from praya.match.attendees.listing import EXHIBITORS, PEOPLE, all_exhibitors, categories_offered, looked_at, people_looked_at
from praya.match.attendees.listing_looked import Looked
from praya.match.attendees.markup_rows import exhibitor_rows, letters_of, options_of, people_rows
from praya.match.attendees.views_chips import chips_of, stand_letters
from praya.match.attendees.wordings import NEEDS
from praya.meet.accreditation.rules import is_delegate, may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition


def named(codes: Iterable[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the choices of a filter with their names, in the order of the names."""
    return sorted(((code, name(code)) for code in codes if code), key=itemgetter(1))


@lru_cache(maxsize=16)
def _countries(language: str, _own: str) -> Sequence[tuple[str, str]]:
    """Return the countries in the order of a language, as the reader's region words them."""
    return named(country_codes(), partial(country_name, language=language))


@lru_cache(maxsize=16)
def _needs(language: str, _own: str) -> Sequence[tuple[str, str]]:
    """Return what people look for, in the order of the words of a language."""
    with override(language):
        return sorted(((key, str(word)) for words in NEEDS for key, word in words.items()), key=itemgetter(1))


@gate(may_see_edition, visit=visit_edition)
def exhibitors(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List exhibitors fifty per page, with the wishes of whoever may meet."""
    facts, asked = asked_facts(EXHIBITORS, request, visit)
    looked, lines, language, can_wish = looked_at(asked), all_exhibitors(asked), get_language() or "en", may_meet(visit)
    own = visit.delegate.organisation_id if visit.delegate else None
    by_stand = looked.sought.sort == "stand"
    context = {
        **facts,
        **_around(request, asked, looked, facts, stand_letters(lines) if by_stand else None),
        "items": exhibitor_rows(facts["rows"], visit.sites, visit.edition.slug, language, can_wish=can_wish, own=own),
        "total": len(lines),
        "can_wish": can_wish,
        "countries": options_of(
            named({line.country for line in lines}, partial(country_name, language=language)), facts["wanted"]["country"]
        ),
        "activities": options_of(
            named({line.activity for line in lines}, partial(word_of, ACTIVITIES)), facts["wanted"]["activity"]
        ),
    }
    return render(request, "match/attendees/exhibitors.html", context)


@gate(is_delegate, visit=visit_edition)
def people_list(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the people who have meetings, fifty per page."""
    facts, asked = asked_facts(PEOPLE, request, visit)
    looked, me, language, can_wish = people_looked_at(asked), visit.me, get_language() or "en", may_meet(visit)
    for row in facts["rows"]:
        of_company = row["company"] is not None and row["organisation"] == me.organisation_id
        row["is_own"] = row["pk"] == me.pk or of_company
        row["can_wish"] = can_wish
    context = {
        **facts,
        **_around(request, asked, looked, facts),
        "items": people_rows(facts["rows"], visit, language, wishes=looked.wishes),
        "can_wish": can_wish,
        "countries": options_of(_countries(language, region()), facts["wanted"]["country"]),
        "categories": categories_offered(asked),
        "needs": options_of(_needs(language, region()), facts["wanted"]["seeks"]),
    }
    return render(request, "match/attendees/people.html", context)


def _around(
    request: HttpRequest, asked: Asked, looked: Looked, facts: dict[str, Any], stands: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return what both lists show around their rows: what was read in the words, the letters, and what there is to sort by."""
    form: Any = asked.form
    rows, sought = facts["rows"], looked.sought
    first = _match_of(rows[0]) if rows and sought.words and sought.sort == "match" and facts["page"].number == 1 else None
    return {
        "query": form.query,
        "is_narrowed": any(value for name, value in facts["wanted"].items() if name not in {"q", "letter"}),
        "sought": sought,
        "meant": chips_of(asked, looked.meant, request.GET),
        "offered": chips_of(asked, looked.offered, request.GET),
        "nobody_called": " ".join(sought.words) if first is not None and first.tier is Tier.LESS else "",
        "sorts": [choice for choice in form.choices_of("sort") if choice[0] != "match" and (choice[0] != "name" or form.query)],
        "wishes": form.choices_of("wish"),
        "letters": _letters(request, form, stands),
        "count": facts["page"].paginator.count,
    }


def _match_of(row: Any) -> Any:
    return row["match"] if isinstance(row, dict) else row.match


def _letters(request: HttpRequest, form: Any, stands: Sequence[str] | None) -> str:
    """Return the bar of letters of the reader's own order, or of stands where the list is sorted by them."""

    words = request.GET.copy()
    for name in ("page", "letter"):
        words.pop(name, None)
    everything = f"?{words.urlencode()}"

    def address(letter: str) -> str:
        return f"{everything}{'&' if words else ''}letter={quote(letter)}"

    here, collation = str(form.wanted["letter"]), collation_of(get_language() or "en")
    if stands is not None:
        choices = [(address(one), one, one, one == here) for one in stands]
        return letters_of(choices, _("Stands"), everything)
    found = []
    for word, label, _begins in order_letters(collation):
        is_strokes = collation == "strokes" and word.isdecimal()
        said = ngettext("%(count)d stroke", "%(count)d strokes", int(label)) % {"count": int(label)} if is_strokes else label
        found.append((address(word), label, said, word == here))
    return letters_of(found, _("First letters"), everything, _("Strokes") if collation == "strokes" else "")
