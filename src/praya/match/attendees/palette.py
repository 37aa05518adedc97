"""Let the palette find people and exhibitors by any of their names, in the same way whatever anybody wishes."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.names import names_read
from praya.core.features.palette import MOST, Asked, Find
from praya.core.index.matches import Match, Tier, asked_words, match_name
from praya.core.index.spellings import graded
from praya.core.index.wordings import read_wording
from praya.core.templatetags.frame import way
from praya.match.attendees.queries import Sought, people_called, spelt_like
from praya.match.attendees.wordings import meaning_of, words_of
from praya.meet.accreditation.rules import is_delegate
from praya.meet.parties.models import Party

_STAND = (
    "code",
    "exhibitor__organisation__code",
    "exhibitor__organisation",
    "exhibitor__organisation__name",
    "exhibitor__organisation__names",
)


def found_exhibitors(asked: Asked) -> list[Find]:
    """Return the exhibitors whose names answer the words, the nearest first, in one query."""
    if not asked.words:
        return []
    scores = {hit.number: hit.score for hit in asked.hits.get("organisation", ())}
    rows = Party.objects.filter(edition=asked.visit.edition.pk, exhibitor__isnull=False)
    rows = rows.annotate(every_name=Cast("exhibitor__organisation__names", TextField()))
    typed = spelt_like(asked.words, "exhibitor__organisation__name", "every_name")
    rows = rows.filter(typed | Q(exhibitor__organisation__in=list(scores)))
    words, found = asked_words(asked.words), []
    for _code, record, number, name, names in rows.order_by("exhibitor__organisation__order_latin", "pk").values_list(*_STAND):
        match = match_name(words, (name, *(names or {}).values()), scores.get(number))
        if match is not None:
            address = way("organisation", asked.visit.edition.slug, record)
            found.append((match, Find(address, "stand", name, names or {}, _note(_("exhibitor"), match), is_called=_is(match))))
    return _nearest(found)


def found_people(asked: Asked) -> list[Find]:
    """Return the people whose names answer the words, the nearest first, with their organisations, in one query."""
    if not asked.words:
        return []
    hits = [hit for kind in ("person", "organisation") for hit in asked.hits.get(kind, ())]
    sought = Sought(words=tuple(asked.words), sort="match", audience=asked.visit.audience)
    found = []
    for row in people_called(asked.visit.edition, sought, graded(asked.words, hits)):
        match, slug = row["match"], asked.visit.edition.slug
        address = way("person", slug, row["person__code"])
        if row["person__level"] == "private":
            address = way("calendar", slug, row["meets_on"])
        if match.tier is not Tier.COMPANY:
            company = names_read(row["organisation__name"] or "", row["organisation__names"], get_language() or "en").name
            note = _note(company, match)
            found.append(
                (match, Find(address, "person", row["person__name"], row["person__names"] or {}, note, is_called=_is(match)))
            )
    return _nearest(found)


def found_filters(asked: Asked) -> list[Find]:
    """Return the list of people narrowed by what all of the words name, as in "buyers thailand"."""
    if not asked.words or not is_delegate(asked.visit):
        return []
    wording = read_wording(" ".join(asked.words), words_of(asked.visit.sites))
    if not wording.meant or wording.words:
        return []
    meaning = " · ".join(meaning_of(one.group, one.value, asked.visit.sites, get_language() or "en") for one in wording.meant)
    address = f"{way('people', asked.visit.edition.slug)}?{urlencode([(one.group, one.value) for one in wording.meant])}"
    return [Find(address, "people", meaning, {}, _("people, narrowed"))]


def _is(match: Match) -> bool:
    return match.tier is Tier.CALLED


def _note(what: str, match: Match) -> str:
    return " · ".join(str(part) for part in (what, match.why) if part)


def _nearest(found: Iterable[tuple[Match, Find]]) -> list[Find]:
    return [find for _match, find in sorted(found, key=lambda one: one[0].place)[:MOST]]
