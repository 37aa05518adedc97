"""Read showcases as a visitor may: only works that they may know of, in the curator's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from praya.core.access.absence import Absent, existing
from praya.core.catalogue.queries import Card, cards
from praya.core.directory.countries import country_name
from praya.core.directory.models import Organisation
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.works.models import Showcase, ShowcaseItem, Work
from praya.meet.works.queries import showcases_of, works_of
from praya.meet.works.rules import may_curate
from praya.show.works.queries import Presenter, presenters_of
from praya.show.works.readers import WorksReader

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Hold one work of a showcase as the visitor reads it, with the curator's words."""

    item: ShowcaseItem
    card: Card
    presenter: Presenter | None = None

    @property
    def note(self) -> Mapping[str, Any]:
        """Return what the curator says about it."""
        note: Mapping[str, Any] = self.item.note
        return note


def visible_showcase(visit: EditionVisit, code: str) -> Showcase:
    """Return a published showcase, or one that the visitor curates; Absent for any other."""
    found = showcases_of(visit.edition, is_published=None).filter(code=code).first()
    if found is None or not (found.is_published or may_curate(visit, found)):
        raise Absent
    return found


def curated_showcase(visit: EditionVisit, code: str) -> Showcase:
    """Return a showcase that the visitor may edit; Absent for any other."""
    found = showcases_of(visit.edition, is_published=None).filter(code=code).first()
    if found is None or not may_curate(visit, found):
        raise Absent
    return found


def curated_showcases(visit: EditionVisit) -> list[Showcase]:
    """Return the showcases of an edition that the visitor may edit."""
    return [one for one in showcases_of(visit.edition, is_published=None) if may_curate(visit, one)]


def exhibits_of(showcase: Showcase, reader: WorksReader) -> list[Exhibit]:
    """Return the works of a showcase that the reader may know of, in order, in five queries."""
    items = {item.work.title_id: item for item in showcase.items.all() if item.work.status == Work.Status.ACCEPTED}
    found = cards(list(items), reader.audience)
    presenters = presenters_of(reader, [card.number for card in found])
    return [Exhibit(items[card.number], card, presenters.get(card.number)) for card in found]


def covers_of(showcases: list[Showcase], reader: WorksReader) -> dict[int, list[Card]]:
    """Return the first cards of each showcase that the reader may know of, in the queries of one."""
    numbers = {
        one.pk: [item.work.title_id for item in one.items.all() if item.work.status == Work.Status.ACCEPTED] for one in showcases
    }
    known = {card.number: card for card in cards(list({pk for row in numbers.values() for pk in row}), reader.audience)}
    return {number: [known[pk] for pk in row if pk in known] for number, row in numbers.items()}


def countries_of(shown: list[Exhibit], language: str) -> list[tuple[str, str, int]]:
    """Return (code, name, works) of the countries behind some works, the most frequent first."""
    counted = Counter(code for one in shown for code in one.card.countries)
    named = [(code, country_name(code, language), count) for code, count in counted.items()]
    return sorted(named, key=lambda row: (-row[2], row[1]))


def item_of(showcase: Showcase, number: int) -> ShowcaseItem:
    """Return an item of a showcase; Absent for one of another."""
    return existing(ShowcaseItem.objects.filter(pk=number, showcase=showcase).select_related("showcase", "work__title").first())


def works_found(edition: Edition, query: str, reader: WorksReader) -> list[Card]:
    """Return works of the edition that a curator may choose, best first."""
    # The engine is loaded when somebody searches, not when the server starts.
    from praya.core.index.queries import find

    if not query.strip():
        return []
    found = find(query[:200], audience=reader.audience, kinds=("title",), scope=reader.scope, per_page=MOST_FOUND)
    return cards([hit.number for hit in found.hits], reader.audience)


def choosable_work(edition: Edition, code: str, reader: WorksReader) -> Work:
    """Return a work that the curator may know of; Absent for any other."""
    rows: QuerySet[Work] = works_of(edition).filter(title__code=code, status=Work.Status.ACCEPTED)
    work = rows.first()
    if work is None or not cards([work.title_id], reader.audience):
        raise Absent
    return work


def size_of(showcase: Showcase) -> int:
    """Return how many works were chosen for a showcase whose items were loaded with it, shown at present or not."""
    return len(showcase.items.all())


def curators_of(edition: Edition) -> QuerySet[Organisation]:
    """Return the organisations that send people to the edition: one of them can curate."""
    senders = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED).values("organisation")
    return Organisation.objects.filter(pk__in=senders, merged_into=None).order_by("name")


def curator_called(edition: Edition, code: str) -> Organisation | None:
    """Return the organisation of a code that can curate at the edition."""
    return curators_of(edition).filter(code=code).first()
