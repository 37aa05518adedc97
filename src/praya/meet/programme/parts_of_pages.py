"""Let later rooms show a part of their own on the page of a released session, without this room knowing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.utils.safestring import SafeString

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item

SessionPart = Callable[[HttpRequest, EditionVisit, Sequence[Item]], SafeString | str]
_parts: dict[SessionPart, int] = {}


def declare_session_part(part: SessionPart, *, order: int = 0) -> None:
    """Show what `part(request, visit, places)` returns on a session's page, below where and when; nothing for an empty text."""
    _parts[part] = order


def session_parts(request: HttpRequest, visit: EditionVisit, places: Sequence[Item]) -> list[SafeString | str]:
    """Return what the rooms show of a session, in their order."""
    found = (part(request, visit, places) for part in sorted(_parts, key=lambda one: _parts[one]))
    return [one for one in found if one]
