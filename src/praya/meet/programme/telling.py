"""Say what the trail calls sessions, rooms, tracks and versions, and the facts of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.actions.answering import address_of
from praya.core.audit.telling import Clock, Fact, Row, Told
from praya.core.texts.reading import read
from praya.meet.programme.vocabulary import HOSTS, KINDS, PARTS, WHY_NOT_RELEASED


def _text(column: str) -> Callable[[Sequence[Row], Clock], str]:
    return lambda rows, _clock: read(rows[0][column] or {}, get_language() or "en").text


def _plain(rows: Sequence[Row], _clock: Clock) -> str:
    return str(rows[0]["name"])


def _version(rows: Sequence[Row], _clock: Clock) -> str:
    return _("version %(number)d") % {"number": rows[0]["number"]}


def way_to_changes(facts: Mapping[str, Any], edition: str) -> tuple[Any, str]:
    """Return the link below the notice of a version that concerns somebody."""
    version = {"version": facts["number"]} if "number" in facts else {}
    return _("Open the change list"), address_of("programme_changes", edition, **version)


def way_to_session(facts: Mapping[str, Any], edition: str) -> tuple[Any, str]:
    """Return the link below the notice of a session that was changed at once."""
    if "session" not in facts:
        return _("Open the change list"), address_of("programme_changes", edition)
    return _("Open the session"), address_of("session", edition, facts["session"])


def told_words(role: Any) -> str:
    """Return a role in a session in words."""
    return str(PARTS.get(role, role))


_OF_SESSION = Told(("session__title", "session__code"), _text("session__title"), "manage_session", ("session__code",))
SUBJECTS = {
    "meet.session": Told(("title", "code"), _text("title"), "manage_session", ("code",)),
    "meet.placement": _OF_SESSION,
    "meet.part": _OF_SESSION,
    "meet.host": _OF_SESSION,
    "meet.presented": _OF_SESSION,
    "meet.room": Told(("name", "code"), _plain, "manage_room", ("code",)),
    "meet.track": Told(("name", "code"), _text("name"), "manage_track", ("code",)),
    "meet.series": Told(("name", "code"), _text("name"), "manage_series", ("code",)),
    "meet.acceptedconflict": Told(("reason",), lambda rows, _clock: str(rows[0]["reason"]), "manage_conflicts"),
    "meet.release": Told(("number",), _version, "manage_release"),
    "meet.plannedrelease": Told(("at",), lambda rows, clock: clock.moment(rows[0]["at"]), "manage_release"),
}
_PLANNED = {
    "planned_at": pgettext_lazy("a fact", "planned for"),
    "late_minutes": pgettext_lazy("a fact", "minutes late, because the worker was down"),
}
_SESSION = Fact(pgettext_lazy("a fact", "session"), refers="meet.session")
FACTS: dict[str, dict[str, Any]] = {
    "meet.session": {
        "kind": Fact(pgettext_lazy("a fact", "kind"), words=KINDS),
        "track": Fact(pgettext_lazy("a fact", "track"), refers="meet.track"),
        "series": Fact(pgettext_lazy("a fact", "series"), refers="meet.series"),
        "title": pgettext_lazy("a fact", "title"),
        "abstract": pgettext_lazy("a fact", "what it is about"),
        "languages": pgettext_lazy("a fact", "languages spoken"),
        "channels": pgettext_lazy("a fact", "interpreted into"),
        "stream": pgettext_lazy("a fact", "live stream"),
        "number": pgettext_lazy("a fact", "version"),
        "revision": pgettext_lazy("a fact", "change of the version"),
    },
    "meet.placement": {
        "session": _SESSION,
        "room": Fact(pgettext_lazy("a fact", "room"), refers="meet.room"),
        "starts_at": pgettext_lazy("a fact", "from"),
        "ends_at": pgettext_lazy("a fact", "until"),
        "is_origin": pgettext_lazy("a fact", "the session comes from there"),
        "capacity": pgettext_lazy("a fact", "seats for this session"),
    },
    "meet.part": {
        "session": _SESSION,
        "role": Fact(pgettext_lazy("a fact", "role in the session"), words=PARTS),
        "is_online": pgettext_lazy("a fact", "by link"),
    },
    "meet.acceptedconflict": {"reason": pgettext_lazy("a fact", "reason")},
    "meet.host": {"session": _SESSION, "role": Fact(pgettext_lazy("a fact", "stands behind it as"), words=HOSTS)},
    "meet.presented": {"session": _SESSION, "title": Fact(pgettext_lazy("a fact", "work"), refers="core.title")},
    "meet.room": {
        "capacity": pgettext_lazy("a fact", "seats"),
        "formats": pgettext_lazy("a fact", "formats it plays"),
        "turnaround_minutes": pgettext_lazy("a fact", "minutes between two sessions"),
        "access": pgettext_lazy("a fact", "how one gets in"),
    },
    "meet.track": {"position": pgettext_lazy("a fact", "place in the order")},
    "meet.release": {
        "sessions": pgettext_lazy("a fact", "sessions"),
        "changes": pgettext_lazy("a fact", "changes"),
        "people": pgettext_lazy("a fact", "people told"),
        **_PLANNED,
    },
    "meet.plannedrelease": {
        **_PLANNED,
        "holds_if_changed": pgettext_lazy("a fact", "held back if the programme has changed"),
        "reason": Fact(pgettext_lazy("a fact", "why"), words=WHY_NOT_RELEASED),
    },
}
