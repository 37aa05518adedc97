"""Say what has changed of a session, in the reader's language and on the clock of its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.editions.clocks import clock_in
from praya.meet.editions.models import Site

Told = Mapping[str, Any]
Times = tuple[str, str]
RESTORED, REWORDED, FURTHER, DROPPED = "restored", "reworded", "further", "dropped"
WORDS = {
    "added": pgettext_lazy("a change", "new"),
    "restored": pgettext_lazy("a change", "takes place after all"),
    "further": pgettext_lazy("a change", "once more"),
    "cancelled": pgettext_lazy("a change", "cancelled"),
    "dropped": pgettext_lazy("a change", "not there any more"),
    "moved": pgettext_lazy("a change", "moved"),
    "other_room": pgettext_lazy("a change", "another room"),
    "renamed": pgettext_lazy("a change", "renamed"),
    "people": pgettext_lazy("a change", "other people"),
    "reworded": pgettext_lazy("a change", "other words"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one change of a session in no language: its kind, how the session is called, and of which place it speaks.

    `was` and `now` are when it begins and ends, in ISO form; `titled` is how it was called before it was renamed.
    """

    kind: str
    title: Told
    place: str = ""
    site: int | None = None
    room: str = ""
    hall: str = ""
    was: Times | None = None
    now: Times | None = None
    titled: Told | None = None

    @property
    def times(self) -> tuple[datetime, datetime] | None:
        """Return when it begins and ends now, or would have."""
        found = self.now or self.was
        return (datetime.fromisoformat(found[0]), datetime.fromisoformat(found[1])) if found else None

    @property
    def where(self) -> str:
        """Return in which room and hall it is, or that it is online."""
        return joined(name for name in (self.room, self.hall) if name) or _("online")


def lines_of(kept: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return lines as a table keeps them."""
    return [Line(**{**one, **{name: tuple(one[name]) for name in ("was", "now") if one[name]}}) for one in kept]


def words_of(text: Told | None) -> str:
    """Return a text in the reader's language."""
    return read(text or {}, get_language() or "en").text


_SENTENCES = {
    "added": gettext_lazy("“%(title)s” is new: %(when)s, %(where)s."),
    RESTORED: gettext_lazy("“%(title)s” takes place after all: %(when)s, %(where)s."),
    FURTHER: gettext_lazy("“%(title)s” takes place once more: %(when)s, %(where)s."),
    "cancelled": gettext_lazy("“%(title)s” is cancelled: %(when)s."),
    DROPPED: gettext_lazy("“%(title)s” does not take place there any more: %(when)s, %(where)s."),
    "moved": gettext_lazy("“%(title)s” moves from %(before)s to %(after)s."),
    "other_room": gettext_lazy("“%(title)s” is in another room now: %(where)s."),
    "renamed": gettext_lazy("“%(before)s” is called “%(title)s” now."),
    "people": gettext_lazy("“%(title)s” has other people than before."),
    REWORDED: gettext_lazy("“%(title)s”: what is said of it has changed."),
}


def sentence_of(line: Line, sites: Sequence[Site]) -> str:
    """Return a change in a sentence."""
    before, after = _when(line.was, line.site, sites), _when(line.now, line.site, sites)
    words = {"title": words_of(line.title), "where": line.where, "after": after, "when": after or before}
    return str(_SENTENCES[line.kind]) % (words | {"before": words_of(line.titled) if line.titled else before})


def _when(times: Times | None, number: int | None, sites: Sequence[Site]) -> str:
    if times is None:
        return ""
    site = next((one for one in sites if one.pk == number), None)
    clock = clock_in(ZoneInfo(site.zone) if site is not None else ZoneInfo("UTC"), sites)
    return clock.span(datetime.fromisoformat(times[0]), datetime.fromisoformat(times[1]))
