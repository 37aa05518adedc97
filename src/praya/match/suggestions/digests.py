"""Ask for letters that say who could be worth meeting: every few days, while there is somebody new at the top of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from praya.core.letters.models import Letter
from praya.match.suggestions.models import SuggestionList
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to

SUGGESTED = "suggested"
EVERY = timedelta(days=3)
BEFORE = timedelta(days=45)  # nobody plans earlier
TOP, FEWEST = 5, 3
AT_ONCE = 2000


def editions_to_tell(at: datetime) -> QuerySet[Edition]:
    """Return the editions for which people prepare, or at which they are."""
    found = Edition.objects.filter(starts_on__lte=(at + BEFORE).date(), ends_on__gte=at.date())
    return found.filter(suggestion_runs__status="done").distinct()


def ask_for_digests(edition: Edition, *, at: datetime) -> int:
    """Ask for a letter to each reader of an edition who has enough new names, and has had none for days; return how many."""
    run = edition.suggestion_runs.filter(status="done").order_by("-turn").first()
    if run is None:
        return 0
    told = _told(edition)
    lately = {person for person, (moment, _numbers) in told.items() if moment > at - EVERY}
    lists = SuggestionList.objects.filter(run=run, channel=SuggestionList.Channel.PEOPLE, delegate__status="approved")
    rows = lists.exclude(delegate__person__in=lately).order_by("pk").values_list("delegate", "delegate__person", "entries")
    count = 0
    for delegate, person, entries in rows.iterator(chunk_size=500):
        if count >= AT_ONCE:
            break
        known = told[person][1] if person in told else set()
        fresh = [number for number in _top(entries) if number not in known]
        if len(fresh) >= FEWEST:
            with transaction.atomic():
                count += write_to([delegate], SUGGESTED, at=at, facts={"numbers": fresh})
    return count


def _top(entries: Iterable[dict[str, int]]) -> list[int]:
    return [row["n"] for row in entries if not row.get("o")][:TOP]


def _told(edition: Edition) -> dict[int, tuple[datetime, set[int]]]:
    """Return by person when they were written to last, and about which numbers until now."""
    rows = Letter.objects.filter(edition=edition.pk, kind=SUGGESTED).values_list("person", "made_at", "facts").order_by("pk")
    numbers: dict[int, set[int]] = defaultdict(set)
    found = {}
    for person, moment, facts in rows:
        numbers[person].update(facts.get("numbers", ()))
        found[person] = moment, numbers[person]
    return found
