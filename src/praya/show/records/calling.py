"""Know how each work under review answers what an organiser typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from praya.core.access.audiences import Audience
from praya.core.index.matches import REST, Match, asked_words, match_person
from praya.core.index.spellings import Spelled, spelled
from praya.meet.works.models import Work

_ANSWERS = ("pk", "title", "title__name", "title__names", "title__owner", "title__owner__name", "title__owner__names")


def works_called(rows: QuerySet[Work], words: Sequence[str], audience: Audience) -> tuple[QuerySet[Work], dict[int, Match]]:
    """Return those of some works that words name, by title or company, and how each does by their numbers.

    By how it sounds what the index knows is found, which is every work that is shown and every company; all else by letters.
    """
    named = spelled(words, audience, ("title", "organisation")).sure
    rows = rows.alias(variants=Cast("title__names", TextField()), of=Cast("title__owner__names", TextField()))
    typed = Q()
    for word in words:
        typed &= (
            Q(title__name__icontains=word)
            | Q(variants__icontains=word)
            | Q(title__owner__name__icontains=word)
            | Q(of__icontains=word)
        )
    found = rows.filter(typed | Q(title__in=list(named.titles)) | Q(title__owner__in=list(named.organisations)))
    asked = asked_words(words)
    # Of all that match only this is read here; the list reads the few that it shows whole.
    answers = Work.objects.filter(pk__in=found.order_by().values("pk")).values(*_ANSWERS)
    return found, {row["pk"]: _match(row, asked, named) for row in answers}


def _match(row: Mapping[str, Any], asked: list[str], named: Spelled) -> Match:
    own = (row["title__name"], *(str(one.get("text", "")) for one in row["title__names"] or ()))
    company = (row["title__owner__name"], *(row["title__owner__names"] or {}).values()) if row["title__owner"] else ()
    scores = named.titles.get(row["title"]), named.organisations.get(row["title__owner"])
    return match_person(asked, own, company, "", scores) or REST
