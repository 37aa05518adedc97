"""Read lists as one delegate may see them: their own, and those that colleagues share with their company.

A list never shows a work that its reader may not see: such a row says so and names nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.expressions import Combinable
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.catalogue.queries import Card, cards
from praya.core.directory.names import names_read
from praya.core.gathering import Gathered
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import Reader
from praya.meet.works.models import Work
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Hold one note that its reader may see."""

    text: str
    name: str
    is_own: bool
    is_shared: bool


@dataclass(slots=True)
class ItemLine:
    """Hold one work of a list; without a card its reader may not see it any more."""

    number: int
    card: Card | None
    added_by: str
    added_at: datetime
    is_mine: bool
    notes: list[NoteLine] = field(default_factory=list)

    @property
    def own_note(self) -> NoteLine | None:
        """Return the reader's own note."""
        return next((note for note in self.notes if note.is_own), None)


def _readable_by(delegate: Delegate, prefix: str = "") -> Q:
    """Choose a delegate's own lists and those that colleagues of their company share with it; `prefix` leads to the list."""
    own = Q(**{f"{prefix}owner": delegate.pk})
    if delegate.organisation_id is None:
        return own
    # Both ends: neither does a list follow its owner to another company, nor does a reader keep it after leaving.
    company = delegate.organisation_id
    shared = {"shared_with": company, "owner__organisation": company, "owner__status": Delegate.Status.APPROVED}
    return own | Q(**{f"{prefix}{name}": value for name, value in shared.items()})


def shown_to(delegate: Delegate, prefix: str = "") -> Q:
    """Choose what stands in lists for a delegate: no work that colleagues put there for another company than today's.

    `prefix` leads to the item ("items__").
    """
    mine = Q(**{f"{prefix}company__isnull": True}) | Q(**{f"{prefix}added_by": delegate.pk})
    if delegate.organisation_id is None:
        return mine
    return mine | Q(**{f"{prefix}company": delegate.organisation_id})


def is_for_colleagues(shortlist: Shortlist, delegate: Delegate) -> bool:
    """Tell whether a list is shared with the company for which a delegate comes today."""
    return shortlist.shared_with_id is not None and shortlist.shared_with_id == delegate.organisation_id


def lists_of(delegate: Delegate) -> QuerySet[Shortlist]:
    """Return the lists that a delegate may read at their edition, their own first, with the number of works in each."""
    rows = Shortlist.objects.filter(_readable_by(delegate), edition=delegate.edition_id, is_removed=False)
    count = Count("items", filter=Q(items__is_removed=False) & shown_to(delegate, "items__"))
    is_others = Case(When(owner=delegate.pk, then=0), default=1)
    shared = Case(When(shared_with=delegate.organisation_id or 0, then=True), default=False)
    told = rows.select_related("owner__person").annotate(count=count, is_shared=shared)
    return told.order_by(is_others, "-is_default", "name", "pk")


class HoldingList(NamedTuple):
    """Hold a list in which a work stands; they are in order as lists are, a reader's own first."""

    is_others: bool
    is_plain: bool
    name: str
    number: int
    code: str

    @property
    def is_default(self) -> bool:
        """Tell whether it is where one tap saves a work."""
        return not self.is_plain


def lists_beside(delegate: Delegate) -> Combinable:
    """Return the lists that a delegate may read and in which a title stands for them, as a part of a query of titles."""
    rows = ShortlistItem.objects.filter(_readable_by(delegate, "shortlist__") & shown_to(delegate), work__title=OuterRef("pk"))
    rows = rows.filter(is_removed=False, shortlist__is_removed=False, shortlist__edition=delegate.edition_id)
    names = ("owner", "is_default", "name", "pk", "code")
    return Gathered(rows, *(f"shortlist__{name}" for name in names))


def lists_holding(delegate: Delegate, gathered: Iterable[Sequence[Any]]) -> list[tuple[HoldingList, int]]:
    """Return the lists that were read beside titles, a delegate's own first, with in how many of the titles' places each was."""
    held = Counter(HoldingList(owner != delegate.pk, not is_default, *rest) for owner, is_default, *rest in gathered)
    return sorted(held.items())


def list_of(delegate: Delegate, code: str, *, is_removed: bool = False) -> Shortlist | None:
    """Return one list that a delegate may read; a removed one only for its owner."""
    rows = Shortlist.objects.filter(_readable_by(delegate), edition=delegate.edition_id, code=code, is_removed=is_removed)
    found = rows.select_related("owner__person").first()
    return found if found is None or not is_removed or found.owner_id == delegate.pk else None


def readable_list(delegate: Delegate, code: str, *, is_removed: bool = False) -> Shortlist:
    """Return one list that a delegate may read; Absent for any other."""
    return existing(list_of(delegate, code, is_removed=is_removed))


def saved_codes(delegate: Delegate) -> frozenset[str]:
    """Return the codes of the works in a delegate's default list, in one query: for the buttons of whole pages."""
    saved = ShortlistItem.objects.filter(shortlist__owner=delegate.pk, shortlist__is_default=True, is_removed=False)
    rows = saved.filter(shown_to(delegate))
    return frozenset(rows.values_list("work__title__code", flat=True))


def choices(delegate: Delegate, work: str) -> list[tuple[Shortlist, bool]]:
    """Return the lists into which a delegate may put a work, and whether it stands in them already."""
    held = ShortlistItem.objects.filter(shown_to(delegate), work__title__code=work, is_removed=False)
    inside = held.filter(shortlist=OuterRef("pk"))
    rows = lists_of(delegate).annotate(holds=Exists(inside))
    return [(row, bool(row.holds)) for row in rows]


def items_for(delegate: Delegate, shortlist: Shortlist) -> QuerySet[ShortlistItem]:
    """Return what stands in a list for a delegate, in order."""
    rows = ShortlistItem.objects.filter(shown_to(delegate), shortlist=shortlist.pk, is_removed=False)
    return rows.order_by("position", "pk")


_ADDED_BY = ("added_by__person__name", "added_by__person__names")


def items_of(shortlist: Shortlist, delegate: Delegate) -> QuerySet[ShortlistItem, Any]:
    """Return what stands in a list for a delegate, in order, with what a line says."""
    rows: QuerySet[ShortlistItem, Any] = items_for(delegate, shortlist)
    found: QuerySet[ShortlistItem, Any] = rows.values("pk", "work__title", "work__status", "added_by", *_ADDED_BY, "added_at")
    return found


def item_lines(rows: Iterable[dict[str, Any]], reader: Reader) -> list[ItemLine]:
    """Return some works of a list, each as its reader may see it, with the notes meant for them."""
    rows = list(rows)
    shown = [row["work__title"] for row in rows if row["work__status"] == Work.Status.ACCEPTED]
    found = {card.number: card for card in cards(shown, reader.audience, account=reader.account)}
    notes = _notes([row["pk"] for row in rows], reader.delegate)
    return [
        ItemLine(
            row["pk"],
            found.get(row["work__title"]),
            _called(*(row[name] for name in _ADDED_BY)),
            row["added_at"],
            row["added_by"] == reader.delegate.pk,
            notes[row["pk"]],
        )
        for row in rows
    ]


def _notes(items: Sequence[int], delegate: Delegate) -> dict[int, list[NoteLine]]:
    told = Q(company__isnull=True) | Q(company=delegate.organisation_id or 0)
    rows = ItemNote.objects.filter(Q(by=delegate.pk) | Q(told, is_shared=True), item__in=items).order_by("changed_at", "pk")
    found: dict[int, list[NoteLine]] = defaultdict(list)
    columns = ("item", "text", "by", "by__person__name", "by__person__names", "is_shared")
    for item, text, by, name, names, is_shared in rows.values_list(*columns):
        found[item].append(NoteLine(text, _called(name, names), by == delegate.pk, is_shared))
    return found


def _called(name: str | None, names: Mapping[str, str] | None) -> str:
    return names_read(name, names, get_language() or "en").name if name else ""


def titles_of_list(reader: Reader, code: str) -> list[int] | None:
    """Return the numbers of the titles of a list in order, as its reader may see them; None for no such list."""
    shortlist = list_of(reader.delegate, code)
    if shortlist is None:
        return None
    return [line.card.number for line in item_lines(items_of(shortlist, reader.delegate), reader) if line.card is not None]


def works_before(shortlist: Shortlist, delegate: Delegate, number: int) -> int:
    """Return how many works stand before an item of a list."""
    position = ShortlistItem.objects.filter(pk=number).values("position")
    return items_for(delegate, shortlist).filter(position__lt=position).count()


def visible_work(reader: Reader, code: str) -> Work | None:
    """Return a work shown at the edition that a reader may see, by its title's code."""
    rows = Work.objects.filter(edition=reader.delegate.edition_id, title__code=code, status=Work.Status.ACCEPTED)
    found = rows.first()
    return found if found is not None and cards([found.title_id], reader.audience, account=reader.account) else None


def item_with(shortlist: Shortlist, delegate: Delegate, code: str) -> ShortlistItem | None:
    """Return what holds the work of a title's code in a list, unless it was taken out."""
    return items_for(delegate, shortlist).filter(work__title__code=code).first()


def item_of(shortlist: Shortlist, delegate: Delegate, number: int) -> ShortlistItem | None:
    """Return an item of a list by its number, one that was taken out too: it can be put back."""
    return ShortlistItem.objects.filter(shown_to(delegate), shortlist=shortlist.pk, pk=number).first()
