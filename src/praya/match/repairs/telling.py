"""Say what the trail calls a repair, and what it changed: which meetings, from when and where to when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.audit.telling import Clock, Fact, Facts, Reshaped, Row, Told
from praya.core.directory.names import names_read
from praya.core.texts.joining import joined, labelled, with_note
from praya.match.repairs.models import Repair

KINDS = {
    Repair.Kind.LATE: _("late"),
    Repair.Kind.GONE: _("gone for the day"),
    Repair.Kind.LEFT: _("has left"),
    Repair.Kind.STAND: _("stand moved"),
    Repair.Kind.MOVED: _("meeting moved by hand"),
    Repair.Kind.SWAPPED: _("meetings exchanged by hand"),
    Repair.Kind.BOOKED: _("meeting booked by hand"),
    Repair.Kind.CANCELLED: _("meeting called off"),
}
_PERSON, _COMPANY = "delegate__person__", "exhibitor__organisation__"
_NAMES = tuple(f"{path}{column}" for path in (_PERSON, _COMPANY) for column in ("name", "names"))
_WHERE = ("table", "stand")


def _repair(rows: Sequence[Row], clock: Clock) -> str:
    """Call a repair by what had happened, to whom, and for how long; else by when it was proposed."""
    row, language = rows[0], get_language() or "en"
    named = [path for path in (_PERSON, _COMPANY) if row[f"{path}name"]]
    who = joined(names_read(row[f"{path}name"], row[f"{path}names"], language).name for path in named)
    what = str(KINDS[row["kind"]])
    is_away = row["lost_from"] is not None and row["lost_until"] is not None
    when = clock.span(row["lost_from"], row["lost_until"]) if is_away else clock.moment(row["created_at"])
    return with_note(labelled(what, who) if who else what, when)


def repaired(before: Facts, after: Facts) -> Reshaped:
    """Return which meetings a repair changed, which it called off, and of the others when and where they were and are."""
    was: Mapping[str, Any] = before.get("meetings") or {}
    now: Mapping[str, Any] = after.get("meetings") or {}
    numbers = sorted({*was, *now}, key=int)
    both = [number for number in numbers if number in was and number in now]
    told: tuple[dict[str, Any], dict[str, Any]] = {}, {"meetings": numbers}
    told[1]["called_off"] = [one for one in both if was[one]["status"] != now[one]["status"] == "cancelled"]
    moved = [one for one in both if was[one]["starts_at"] != now[one]["starts_at"]]
    for facts, state in zip(told, (was, now), strict=True):
        facts |= {"starts_at": [state[one]["starts_at"] for one in moved]} if moved else {}
        for place in _WHERE:
            others = [one for one in both if was[one][place] != now[one][place]]
            facts |= {place: [state[one][place] for one in others if state[one][place]]} if others else {}
    return told


SUBJECTS = {
    "match.repair": Told(
        ("code", "kind", "created_at", "lost_from", "lost_until", *_NAMES),
        _repair,
        "manage_repair_proposal",
        ("code",),
    )
}
FACTS = {
    "meetings": Fact(pgettext_lazy("a fact", "meetings"), refers="match.meeting"),
    "called_off": Fact(pgettext_lazy("a fact", "called off"), refers="match.meeting"),
    "starts_at": pgettext_lazy("a fact", "time"),
}
RESHAPED = {"apply repair": repaired, "undo repair": repaired}
