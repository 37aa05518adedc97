"""Know where an online meeting takes place, and from when on its room is offered.

What somebody has typed for this one meeting comes before the own room of whoever goes to it, the host's first, and that before
the pattern of the edition.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from praya.match.agenda.queries import Item
from praya.meet.editions.links import filled
from praya.meet.editions.models import Edition

BEFORE = timedelta(minutes=10)


def link_of(item: Item, edition: Edition) -> str:
    """Return the address of the room of a meeting; nothing where people sit together, or nobody goes."""
    if item.site is not None or item.is_gone:
        return ""
    if item.link or not edition.online_link:
        return item.link
    return filled(edition.online_link, meeting=item.code, edition=edition.slug)


def join_at(item: Item, edition: Edition, now: datetime) -> str:
    """Return the address of the room of a meeting that is on, or begins within ten minutes; nothing of any other."""
    return link_of(item, edition) if item.starts_at - BEFORE <= now < item.ends_at else ""
