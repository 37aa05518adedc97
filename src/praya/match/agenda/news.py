"""Put notices into words: one line each, and one sentence for all that is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.match.agenda.queries import Item
from praya.match.agenda.unread import News
from praya.match.diary.models import Notice

# How each kind looks in the list of changes: the icon and colour are the component's.
LOOKS = {
    Notice.Kind.MOVED: "moved",
    Notice.Kind.PLACE: "moved",
    Notice.Kind.CANCELLED: "lost",
    Notice.Kind.DECLINED: "lost",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one notice in words, with the meeting it is about, if it is about one."""

    look: str
    sentence: str
    item: Item | None
    was: datetime | None
    becomes: datetime | None
    request: str
    at: datetime
    is_new: bool


def told(notice: Notice, item: Item | None) -> Told:
    """Return a notice in words."""
    facts = notice.facts
    who = ", ".join(person.organisation or person.name for person in item.with_whom) if item else facts.get("with", "")
    return Told(
        LOOKS.get(Notice.Kind(notice.kind), "new"),
        _sentence(notice.kind, who or _("somebody")),
        item,
        datetime.fromisoformat(facts["was"]) if facts.get("was") else None,
        datetime.fromisoformat(facts["at"]) if facts.get("at") else None,
        str(facts.get("request", "")),
        notice.at,
        notice.read_at is None,
    )


def _sentence(kind: str, who: str) -> str:
    sentences = {
        Notice.Kind.PUBLISHED: _("The schedule has been published."),
        Notice.Kind.MOVED: _("Your meeting with %(who)s has been moved."),
        Notice.Kind.CANCELLED: _("Your meeting with %(who)s has been cancelled."),
        Notice.Kind.BOOKED: _("A meeting with %(who)s has been booked."),
        Notice.Kind.REQUESTED: _("%(who)s asks you for a meeting."),
        Notice.Kind.ACCEPTED: _("%(who)s has accepted your request."),
        Notice.Kind.DECLINED: _("%(who)s has declined your request."),
        Notice.Kind.PLACE: _("Your meeting with %(who)s has another place."),
        Notice.Kind.REPORT: _("The organisers have looked at the message that you reported."),
        Notice.Kind.WARNED: _("The organisers have written to you about your messages. Open your messages to read it."),
    }
    return sentences[Notice.Kind(kind)] % {"who": who}


def summary_of(news: News) -> list[str]:
    """Return what is new in a few words, one part per kind of change."""
    counts = Counter(kind for kind, _facts in news.notices)
    parts = [_("the schedule is published")] if counts[Notice.Kind.PUBLISHED] else []
    parts += [_counted(kind, count) for kind in _COUNTED if (count := counts[kind])]
    return parts


_COUNTED = (
    Notice.Kind.MOVED,
    Notice.Kind.CANCELLED,
    Notice.Kind.BOOKED,
    Notice.Kind.PLACE,
    Notice.Kind.ACCEPTED,
    Notice.Kind.DECLINED,
    Notice.Kind.REPORT,
    Notice.Kind.WARNED,
)


def _counted(kind: str, n: int) -> str:
    phrases = {
        Notice.Kind.MOVED: ngettext("%(n)d meeting moved", "%(n)d meetings moved", n),
        Notice.Kind.CANCELLED: ngettext("%(n)d meeting cancelled", "%(n)d meetings cancelled", n),
        Notice.Kind.BOOKED: ngettext("%(n)d meeting booked", "%(n)d meetings booked", n),
        Notice.Kind.PLACE: ngettext("%(n)d meeting at another place", "%(n)d meetings at another place", n),
        Notice.Kind.ACCEPTED: ngettext("%(n)d request accepted", "%(n)d requests accepted", n),
        Notice.Kind.DECLINED: ngettext("%(n)d request declined", "%(n)d requests declined", n),
        Notice.Kind.REPORT: ngettext("%(n)d report answered", "%(n)d reports answered", n),
        Notice.Kind.WARNED: ngettext("%(n)d word from the organisers", "%(n)d words from the organisers", n),
    }
    return phrases[Notice.Kind(kind)] % {"n": n}
