"""Let the palette find released sessions by the words of their titles, and name rows where they stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from praya.core.actions.answering import address_of
from praya.core.features.palette import MOST, Asked, Find
from praya.core.index.matches import Match, Tier
from praya.core.texts.joining import joined, with_note
from praya.core.texts.reading import read
from praya.meet.programme.models import Placement, Room
from praya.meet.programme.queries_finding import items_called
from praya.meet.programme.queries_released import Programme, Told, last_release
from praya.meet.programme.vocabulary import KINDS


def found_sessions(asked: Asked) -> Sequence[Find]:
    """Return the released sessions that answer the words by a title of whatever language, or by who or what is in them."""
    if not asked.words or (release := last_release(asked.visit.edition)) is None:
        return ()
    sought, language = items_called(Programme(release), " ".join(asked.words), asked.visit, is_quick=True), get_language() or "en"
    told = {one["code"]: one for one in release.told}
    nearest = sorted(sought.matches, key=lambda code: sought.matches[code].place)[:MOST]
    return [_find(asked, told[code], sought.matches[code], language) for code in nearest]


def _find(asked: Asked, told: Told, match: Match, language: str) -> Find:
    address = address_of("session", asked.visit.edition.slug, told["code"])
    note = joined((KINDS[told["kind"]], *((match.why,) if match.why else ())))
    return Find(address, "flag", read(told["title"], language).text, note=note, is_called=match.tier is not Tier.LESS)


def names_of_rooms(rooms: Sequence[Any]) -> list[str]:
    """Return rooms as organisers know them."""
    rows = Room.objects.filter(pk__in=[one.pk for one in rooms]).select_related("hall")
    return [with_note(room.name, room.hall.name) for room in rows]


def names_of_placements(placements: Sequence[Any]) -> list[str]:
    """Return the sessions that take place there."""
    rows = Placement.objects.filter(pk__in=[one.pk for one in placements]).select_related("session")
    return [read(one.session.title, get_language() or "en").text for one in rows]
