"""Know how each delegate of the accreditation list answers what an organiser typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from praya.core.access.audiences import Audience
from praya.core.index.matches import REST, Match, asked_words, match_address, match_person
from praya.core.index.spellings import Spelled, spelled
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import says

_ANSWERS = (
    "pk",
    "job_title",
    "person",
    "person__name",
    "person__names",
    "person__aliases",
    "person__email",
    "organisation",
    "organisation__name",
    "organisation__names",
)


def delegates_called(
    rows: QuerySet[Delegate], words: Sequence[str], audience: Audience
) -> tuple[QuerySet[Delegate], dict[int, Match]]:
    """Return those of some delegates whom the words name, and how each does by their numbers.

    They are found by letters, as ever, and by what sounds just so: whoever is only a little like it is not there to be decided.
    """
    named = spelled(words, audience, ("person", "organisation")).sure
    typed = Q()
    for word in words:
        typed &= says(word)
    found = rows.filter(typed | Q(person__in=list(named.people)) | Q(organisation__in=list(named.organisations)))
    asked, query = asked_words(words), " ".join(words)
    return found, {row["pk"]: _match(row, asked, query, named) for row in found.order_by().values(*_ANSWERS)}


def _match(row: Mapping[str, Any], asked: list[str], query: str, named: Spelled) -> Match:
    others = (str(one.get("text", "")) for one in row["person__aliases"] or ())
    own = (row["person__name"], *(row["person__names"] or {}).values(), *others)
    company = (row["organisation__name"], *(row["organisation__names"] or {}).values()) if row["organisation"] else ()
    scores = named.people.get(row["person"]), named.organisations.get(row["organisation"])
    ways = match_person(asked, own, company, row["job_title"], scores), match_address(query, row["person__email"] or "")
    return min((one for one in ways if one is not None), default=REST, key=lambda one: one.place)
