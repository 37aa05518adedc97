"""Read the sessions that stand in a delegate's agenda, and the whole agenda with meetings and sessions by time."""

from __future__ import annotations

from django.urls import reverse

from praya.match.agenda.planned import WHY, Planned
from praya.match.agenda.queries import Item, agenda_items
from praya.meet.accreditation.models import Delegate, Engagement
from praya.meet.accreditation.queries_engaged import engagements_of
from praya.meet.editions.models import Edition


def whole_agenda(delegate: Delegate, edition: Edition, *, with_gone: bool = False) -> list[Item]:
    """Return a delegate's meetings and the sessions they plan, earliest first, in two queries.

    Sessions that do not take place any more are there; those that they took out themselves only `with_gone`, for calendars.
    """
    found = [*agenda_items(delegate), *session_items(delegate, edition, with_gone=with_gone)]
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at, one.code))


def session_items(delegate: Delegate, edition: Edition, *, with_gone: bool = False) -> list[Item]:
    """Return the sessions that a delegate plans."""
    rows = engagements_of(delegate)
    return [_item(row, edition) for row in rows if with_gone or not row.is_gone or row.facts.get("is_cancelled")]


def _item(row: Engagement, edition: Edition) -> Item:
    facts = row.facts
    planned = Planned(
        title=facts["title"],
        room=facts["room"],
        hall=facts["hall"],
        why=facts["why"] if facts["why"] in WHY else "bookmark",
        role=facts["role"],
        address=reverse("session", args=[edition.slug, row.session]),
        is_busy=row.is_busy,
    )
    return Item(
        code=row.source,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        site=facts["site"],
        hall=facts["hall"],
        table=None,
        stand="",
        sequence=row.sequence,
        changed_at=row.changed_at,
        state="cancelled" if row.is_gone else "scheduled",
        session=planned,
    )
