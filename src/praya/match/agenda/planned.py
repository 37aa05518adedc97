"""Hold a session as it stands in an agenda beside meetings, and say why it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.texts.joining import joined, labelled
from praya.core.texts.reading import read
from praya.meet.programme.vocabulary import PARTS

# Why it stands there, and the look of it.
WHY: Mapping[str, tuple[str, str | Promise]] = {
    "role": ("info", gettext_lazy("you are in it")),
    "seat": ("done", pgettext_lazy("a session", "seat")),
    "waiting": ("wait", gettext_lazy("waiting list")),
    "bookmark": ("past", pgettext_lazy("a session", "noted")),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """Hold a session of an agenda: its title, where it is, why it stands there, and the address of its page."""

    title: Mapping[str, Any]
    room: str
    hall: str
    why: str
    role: str
    address: str
    is_busy: bool

    @property
    def name(self) -> str:
        """Return the title in the reader's language."""
        return read(self.title, get_language() or "en").text

    @property
    def place(self) -> str:
        """Say in which room and hall it is, or that it is online."""
        return joined(part for part in (self.room, self.hall) if part) or _("online")

    @property
    def reason(self) -> str:
        """Say why it stands in the agenda: the role, where there is one."""
        _look, word = WHY[self.why]
        return str(PARTS.get(self.role, word)) if self.why == "role" else str(word)

    @property
    def look(self) -> str:
        """Return the look of its reason."""
        return WHY[self.why][0]

    @property
    def said(self) -> str:
        """Return the title with the place, as an availability or a calendar says it in one line."""
        return labelled(self.name, self.place)
