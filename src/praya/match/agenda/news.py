"""Put notices into words, with the meetings they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.names import names_read
from praya.core.texts.joining import joined
from praya.match.agenda.queries import Item
from praya.meet.notices.declaring import look_of, sentence_of, way_of
from praya.meet.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Hold one notice in words, with the meeting it is about, if it is about one."""

    look: str
    sentence: str
    item: Item | None
    was: datetime | None
    becomes: datetime | None
    request: str
    at: datetime
    is_new: bool
    line: str = ""
    way: tuple[Any, str] | None = None


def notice_line(notice: Notice, item: Item | None, edition: str = "") -> NoticeLine:
    """Return a notice of an edition in words."""
    facts = notice.facts
    who = joined(person.called() for person in item.with_whom) if item else _told(facts)
    return NoticeLine(
        look_of(notice.kind),
        sentence_of(notice.kind, who or _("somebody")),
        item,
        datetime.fromisoformat(facts["was"]) if facts.get("was") else None,
        datetime.fromisoformat(facts["at"]) if facts.get("at") else None,
        str(facts.get("request", "")),
        notice.at,
        notice.read_at is None,
        str(facts.get("line", "")),
        way_of(notice.kind, facts, edition),
    )


def _told(facts: Mapping[str, Any]) -> str:
    return names_read(facts.get("with", ""), facts.get("with_names"), get_language() or "en").name
