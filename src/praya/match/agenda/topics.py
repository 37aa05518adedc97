"""Know what meetings are about for a reader who visits no page: a calendar program, or a letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from praya.match.agenda.queries import Item
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.show.works.queries_named import works_named


def topics_of(delegate: Delegate, items: Iterable[Item], sites: Sequence[Site]) -> dict[int, str]:
    """Return what meetings are about, by the number of the work, as far as the delegate may know of it; one query, or none."""
    titles = {item.title for item in items if not item.is_gone}
    visit = EditionVisit(delegate.edition, list(sites), delegate.person.account)
    visit.delegate = delegate if delegate.status == Delegate.Status.APPROVED else None
    return {number: named.head.name for number, named in works_named(visit, titles).items()}
