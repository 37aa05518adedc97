"""Say what the trail calls invitations, needs, hours and materials of people in sessions, and the facts of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, pgettext_lazy

from praya.core.audit.telling import Clock, Fact, Row, Told
from praya.core.directory.names import names_read
from praya.core.texts.joining import with_note
from praya.core.texts.reading import read
from praya.meet.speaking.vocabulary import LOOKS, MATERIALS, NEEDS, SHOWN


def _of(person: str, title: str) -> Any:
    """Return what names a row by its person and its session."""

    def words(rows: Sequence[Row], _clock: Clock) -> str:
        row, language = rows[0], get_language() or "en"
        name = names_read(row[f"{person}name"], row[f"{person}names"], language).name
        return with_note(name, read(row[title] or {}, language).text)

    return words


def _somebody(rows: Sequence[Row], _clock: Clock) -> str:
    return names_read(rows[0]["person__name"], rows[0]["person__names"], get_language() or "en").name


def _in_session(to_part: str) -> Told:
    columns = tuple(f"{to_part}{name}" for name in ("person__name", "person__names", "session__title", "session__code"))
    words = _of(f"{to_part}person__", f"{to_part}session__title")
    return Told(columns, words, "manage_session_speakers", (f"{to_part}session__code",))


SUBJECTS = {
    "meet.invitation": _in_session("part__"),
    "meet.need": _in_session("part__"),
    "meet.material": _in_session(""),
    "meet.impossible": Told(("person__name", "person__names"), _somebody, "manage_speakers"),
}
_STATES = {state: LOOKS[SHOWN[state]][1] for state in ("waiting", "confirmed", "declined")}
FACTS: dict[str, dict[str, Any]] = {
    "meet.invitation": {
        "state": Fact(pgettext_lazy("a fact", "answer"), words=_STATES),
        "noted_at": pgettext_lazy("a fact", "seen by the team"),
    },
    "meet.need": {
        "kind": Fact(pgettext_lazy("a fact", "kind"), words=NEEDS),
        "met_at": pgettext_lazy("a fact", "seen to"),
    },
    "meet.material": {
        "kind": Fact(pgettext_lazy("a fact", "kind"), words=MATERIALS),
        "form": pgettext_lazy("a fact", "form of the file"),
    },
}


def told_need(kind: Any) -> str:
    """Return what is needed in words."""
    return str(NEEDS.get(kind, kind))


def told_answer(state: Any) -> str:
    """Return an answer in words."""
    return str(_STATES.get(state, state))


def told_material(kind: Any) -> str:
    """Return what a material is in words."""
    return str(MATERIALS.get(kind, kind))
