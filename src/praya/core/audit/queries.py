"""Read the trail of an edition: who changed what, without what a side keeps to itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import hidden_facts, open_subjects, private_deeds, private_subjects, sentence_of
from praya.core.audit.models import Entry

LONGEST_FACT = 80
NOBODY = pgettext_lazy("who changed something", "Praya")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Hold one entry as it is shown."""

    at: datetime
    who: str
    sentence: str
    before: str
    after: str


def trail_of(edition: int, *, action: str = "") -> QuerySet[Entry]:
    """Return the edition's entries that an organiser may read, newest first, of one action or of all."""
    rows = Entry.objects.filter(edition=edition).exclude(action__in=private_deeds()).exclude(subject__in=private_subjects())
    rows = rows.filter(action=action) if action else rows
    return rows.select_related("account").order_by("-pk")


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


def shown(entry: Entry) -> TrailLine:
    """Return an entry as the trail shows it."""
    is_open = entry.subject.startswith(open_subjects())
    before, after = (entry.before, entry.after) if is_open else (None, None)
    who = str(entry.account) if entry.account is not None else str(NOBODY)
    return TrailLine(entry.at, who, sentence_of(entry.action), facts_line(before), facts_line(after))


def facts_line(facts: dict[str, Any] | None) -> str:
    """Return facts in one short line, without those that are nobody else's business."""
    if not facts:
        return ""
    parts, hidden = [], hidden_facts()
    for name, value in facts.items():
        if name in hidden or value in (None, "", [], {}):
            continue
        parts.append(f"{name.replace('_', ' ')}: {_in_short(value)}")
    line = "; ".join(parts)
    return line if len(line) <= 4 * LONGEST_FACT else line[: 4 * LONGEST_FACT] + "…"


def _in_short(value: Any) -> str:
    if isinstance(value, dict):
        texts = value.get("texts")
        if isinstance(texts, dict):
            return " / ".join(str(entry.get("text", "")) for entry in texts.values())
        return _("%(count)d entries") % {"count": len(value)}
    if isinstance(value, list):
        text = ", ".join(str(one) for one in value[:6])
        return text if len(value) <= 6 else text + _(" and %(count)d more") % {"count": len(value) - 6}
    text = str(value)
    return text if len(text) <= LONGEST_FACT else text[:LONGEST_FACT] + "…"
