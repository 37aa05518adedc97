"""Let the palette find released sessions by the words of their titles, and name rows where they stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from praya.core.actions.answering import address_of
from praya.core.features.palette import MOST, Asked, Find
from praya.core.texts.joining import with_note
from praya.core.texts.reading import read
from praya.meet.programme.models import Placement, Room
from praya.meet.programme.queries_released import last_release
from praya.meet.programme.vocabulary import KINDS


def found_sessions(asked: Asked) -> Sequence[Find]:
    """Return the released sessions in whose titles, of whatever language, all the words stand; one query."""
    release, language = last_release(asked.visit.edition), get_language() or "en"
    words, found = [word.casefold() for word in asked.words], []
    for told in release.told if release is not None else ():
        titles = " ".join(entry["text"] for entry in (told["title"].get("texts") or {}).values()).casefold()
        if words and all(word in titles for word in words):
            address = address_of("session", asked.visit.edition.slug, told["code"])
            found.append(Find(address, "flag", read(told["title"], language).text, note=KINDS[told["kind"]]))
    return found[:MOST]


def names_of_rooms(rooms: Sequence[Any]) -> list[str]:
    """Return rooms as organisers know them."""
    rows = Room.objects.filter(pk__in=[one.pk for one in rooms]).select_related("hall")
    return [with_note(room.name, room.hall.name) for room in rows]


def names_of_placements(placements: Sequence[Any]) -> list[str]:
    """Return the sessions that take place there."""
    rows = Placement.objects.filter(pk__in=[one.pk for one in placements]).select_related("session")
    return [read(one.session.title, get_language() or "en").text for one in rows]
