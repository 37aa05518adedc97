"""Read the trail of an edition: who changed what, without what a side keeps to itself."""

from __future__ import annotations

import json
import re
from datetime import datetime

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from praya.core.audit.deeds import private_deeds, private_subjects, sentence_of
from praya.core.audit.models import Entry


def trail_of(
    edition: int, *, action: str = "", who: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """Return the edition's entries that an organiser may read, newest first: of one action, by somebody so called, of a time."""
    rows = Entry.objects.filter(edition=edition).exclude(action__in=private_deeds()).exclude(subject__in=private_subjects())
    rows = rows.filter(action=action) if action else rows
    words = who.split()[:6]
    rows = rows.alias(said=Cast("account__person__names", TextField())) if words else rows
    for word in words:
        named = Q(account__name__icontains=word) | Q(account__person__name__icontains=word)
        rows = rows.filter(named | Q(said__iregex=_within_value(word)))
    rows = rows.filter(at__gte=since) if since is not None else rows
    rows = rows.filter(at__lt=until) if until is not None else rows
    return rows.select_related("account__person").order_by("-pk")


def _within_value(word: str) -> str:
    """Return what finds a word in the values of names by language, and not in the languages, which stand before a colon."""
    return rf""":\s*"(\\.|[^"\\])*{re.escape(json.dumps(word, ensure_ascii=False)[1:-1])}"""


def entries_of(subject: Model) -> QuerySet[Entry]:
    """Return all entries about a record."""
    return Entry.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))


def entries_about(table: str) -> QuerySet[Entry]:
    """Return all entries about the records of a table."""
    return Entry.objects.filter(subject=table)


def trail_actions(edition: int) -> list[tuple[str, str]]:
    """Return the actions found in an edition's trail with their names."""
    rows = trail_of(edition).order_by("action").values_list("action", flat=True).distinct()
    return [(action, sentence_of(action)) for action in rows]
