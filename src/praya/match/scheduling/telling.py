"""Say what the trail calls rounds, runs, meetings and reports, and their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.audit.telling import Clock, Fact, Facts, Reshaped, Row, Told
from praya.core.directory.names import names_read
from praya.core.texts.joining import joined
from praya.match.scheduling.words import REASONS


def _round(rows: Sequence[Row], _clock: Clock) -> str:
    return _("Round %(number)s") % {"number": rows[0]["number"]}


def _run(rows: Sequence[Row], clock: Clock) -> str:
    row = rows[0]
    return joined([_("Round %(number)s") % {"number": row["round__number"]}, clock.moment(row["created_at"])])


_CALENDAR = "attendances__calendar"
_COMPANY, _PERSON = f"{_CALENDAR}__exhibitor__organisation__", f"{_CALENDAR}__delegate__person__"


def _meeting(rows: Sequence[Row], clock: Clock) -> str:
    sides = [
        names_read(row[f"{path}name"], row[f"{path}names"], get_language() or "en").name
        for row in rows
        for path in (_COMPANY, _PERSON)
        if row[f"{path}name"]
    ]
    return joined([" – ".join(dict.fromkeys(sides)), clock.moment(rows[0]["starts_at"])])


def _moment(column: str) -> Any:
    return lambda rows, clock: clock.moment(rows[0][column])


SUBJECTS = {
    "match.round": Told(("number",), _round, "manage_round", ("number",)),
    "match.run": Told(("code", "created_at", "round__number"), _run, "manage_run", ("code",)),
    "match.meeting": Told(("starts_at", f"{_COMPANY}name", f"{_COMPANY}names", f"{_PERSON}name", f"{_PERSON}names"), _meeting),
    "match.abusereport": Told(("code", "created_at"), _moment("created_at"), "manage_abuse_report", ("code",)),
}
FACTS: dict[str, dict[str, Any]] = {
    "match.round": {
        "number": pgettext_lazy("a fact", "number"),
        "opens_at": pgettext_lazy("a fact", "opens"),
        "reminds_at": pgettext_lazy("a fact", "reminds"),
        "closes_at": pgettext_lazy("a fact", "closes"),
        "publishes_at": pgettext_lazy("a fact", "publishes"),
        "includes_unanswered": pgettext_lazy("a fact", "unanswered requests compete"),
        "expiry_hours": pgettext_lazy("a fact", "hours to answer"),
        "requests_from_wishes": pgettext_lazy("a fact", "requests made of wishes"),
        "planned_at": pgettext_lazy("a fact", "planned for"),
        "late_minutes": pgettext_lazy("a fact", "minutes late, because the worker was down"),
        "reason": Fact(pgettext_lazy("a fact", "why"), words=REASONS),
    },
    "match.run": {
        "placed": pgettext_lazy("a fact", "placed"),
        "meetings": pgettext_lazy("a fact", "meetings booked"),
        "moved": pgettext_lazy("a fact", "moved to another slot"),
        "left_out": pgettext_lazy("a fact", "left out"),
        "publishes_at": pgettext_lazy("a fact", "publishes"),
        "planned_at": pgettext_lazy("a fact", "planned for"),
        "late_minutes": pgettext_lazy("a fact", "minutes late, because the worker was down"),
    },
    "match.meeting": {
        "starts_at": pgettext_lazy("a fact", "time"),
        "delegate": Fact(pgettext_lazy("a fact", "who goes"), refers="meet.delegate"),
        "minutes": pgettext_lazy("a fact", "minutes late"),
    },
    "match.abusereport": {"first contacts a day": pgettext_lazy("a fact", "first messages a day at most")},
    "match.weighing": {"weights": Fact(pgettext_lazy("a fact", "weights that are not as usual"), is_counted=True)},
    "match.suggestionrun": {},
}


def _weights(before: Facts, after: Facts) -> Reshaped:
    return {"weights": sorted(before)}, {"weights": sorted(after)}


RESHAPED = {"set weights": _weights}
# What participants do with their own meetings: that they did it is told, and not with whom.
NAMELESS = ("say outcome", "change meeting link", "change own room", "report message")
