"""Find works of an edition or of the public catalogue, with who presents them, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import Combinable

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.catalogue.models import Grant, Title
from praya.core.catalogue.queries import Card, cards, cards_read, with_cards
from praya.core.gathering import Gathered, gathered_json
from praya.core.index.found import Found, Hit
from praya.core.index.queries import find
from praya.meet.works.models import Work
from praya.show.works.readers import WorksReader
from praya.show.works.wanted import GROUPS, PER_PAGE, Wanted, is_code

NOBODY = ("nobody",)


@dataclass(frozen=True, slots=True)
class Presenter:
    """Hold who presents a work and where: an exhibitor at its stand, or a delegate; `calendar` is whom to ask."""

    code: str = ""
    calendar: str = ""
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    site: int | None = None
    hall: str = ""
    stand: str = ""
    is_exhibitor: bool = False


@dataclass(frozen=True, slots=True)
class ShownWork:
    """Hold one work of a list: its card, who presents it, and what of it matched."""

    card: Card
    presenter: Presenter | None = None
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Hold one page of works and what the index says of all that match."""

    found: Found
    works: Sequence[ShownWork]


def search(reader: WorksReader, wanted: Wanted, *, by: Iterable[str] | None = None, per_page: int = PER_PAGE) -> Results:
    """Return a page of works as the reader may see them; `by` names the presenters whose works are asked for, if any."""
    found = find(
        wanted.query,
        audience=reader.audience,
        kinds=("title",),
        scope=reader.scope,
        filters=index_filters(reader, wanted, by),
        facets=GROUPS,
        page=wanted.page,
        per_page=per_page,
        order=wanted.sort,
    )
    return Results(found, shown(reader, found.hits))


def index_filters(reader: WorksReader, wanted: Wanted, by: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the filters as the index knows them; a site that is none of the edition's finds nothing."""
    filters = dict(wanted.filters)
    if "site" in filters:
        values = reader.site_values()
        filters["site"] = tuple(values[slug] for slug in filters["site"] if slug in values) or NOBODY
    if by is not None:
        filters["presenter"] = tuple(by) or NOBODY
    return filters


def shown(reader: WorksReader, hits: Sequence[Hit]) -> list[ShownWork]:
    """Return the works of hits in their order; a title that was hidden since the index saw it is left out."""
    by_number = {hit.number: hit for hit in hits}
    found = cards(list(by_number), reader.audience)
    presenters = presenters_of(reader, [card.number for card in found])
    return [ShownWork(card, presenters.get(card.number), by_number[card.number]) for card in found]


_PRESENTER = (
    "exhibitor__organisation__code",
    "exhibitor__calendar__code",
    "exhibitor__organisation__name",
    "exhibitor__organisation__names",
    "exhibitor__site",
    "exhibitor__stand__hall__name",
    "exhibitor__stand__number",
    "contact__person__code",
    "contact__calendar__code",
    "contact__person__name",
    "contact__person__names",
    "contact__site",
    "contact__person__level",
)


def presenters_of(reader: WorksReader, titles: Sequence[int]) -> dict[int, Presenter]:
    """Return who presents titles at the reader's edition, in one query; a contact is named to badge holders only."""
    if reader.edition is None or not titles:
        return {}
    # By titles alone: asked for the status too, SQLite would read every accepted work instead of these.
    rows = Work.objects.filter(edition=reader.edition.pk, title__in=titles).order_by()
    accepted = (row for row in rows.values_list("title", "status", *_PRESENTER) if row[1] == Work.Status.ACCEPTED)
    found = {title: _presenter(reader, *columns) for title, _status, *columns in accepted}
    return {title: presenter for title, presenter in found.items() if presenter is not None}


@dataclass(frozen=True, slots=True)
class PresentedWork:
    """Hold a work of the edition with the numbers of its entry and of who exhibits it, and the row that it was read from."""

    shown: ShownWork
    number: int
    exhibitor: int | None
    row: Any


def works_among(
    edition: int, titles: QuerySet[Any, Any], audience: Audience, beside: Mapping[str, Combinable]
) -> QuerySet[Any, Any]:
    """Return which of the titles that a query names are in an edition, the latest first, as an audience's works are read of them.

    What is `beside` them comes along.
    """
    entries = Work.objects.filter(edition=edition, title=OuterRef("pk"))
    entry = Gathered(entries, "pk", "status", "exhibitor__organisation", *_PRESENTER)
    here = Work.objects.filter(edition=edition, title__in=titles).order_by().values("title")
    rows = Title.objects.filter(pk__in=here).annotate(entry=entry, **beside).order_by("-year", "-pk")
    return with_cards(rows, audience)


def works_read(reader: WorksReader, rows: Iterable[Any]) -> list[PresentedWork]:
    """Return which of the rows of `works_among` are works that the reader may see."""
    found = []
    for title, card in cards_read(rows, reader.audience):
        number, status, exhibitor, *columns = title.entry[0]
        if status == Work.Status.ACCEPTED:
            found.append(PresentedWork(ShownWork(card, _presenter(reader, *columns)), number, exhibitor, title))
    return found


def _presenter(
    reader: WorksReader,
    code: str | None,
    calendar: str | None,
    name: str,
    names: Any,
    site: int | None,
    hall: str | None,
    stand: str | None,
    *contact: Any,
) -> Presenter | None:
    if code is not None:
        return Presenter(code, calendar or "", name, gathered_json(names) or {}, site, hall or "", stand or "", is_exhibitor=True)
    return _contact(reader, *contact) if contact[0] is not None else None


def _contact(
    reader: WorksReader, code: str, calendar: str | None, name: str, names: Any, site: int | None, level: str
) -> Presenter:
    if not reader.audience or level == "private":
        return Presenter(site=site)
    return Presenter(code, calendar or "", name, gathered_json(names) or {}, site)


def cards_by_code(reader: WorksReader, codes: Sequence[str]) -> list[Card]:
    """Return the works of these codes that the reader may see, in the order of the codes."""
    codes = [code for code in codes if is_code(code)]
    rows = Title.objects.filter(code__in=codes, status=Title.Status.PUBLISHED)
    if reader.edition is not None:
        rows = rows.filter(works__edition=reader.edition.pk, works__status=Work.Status.ACCEPTED)
    numbers = dict(rows.values_list("code", "pk"))
    return cards([numbers[code] for code in codes if code in numbers], reader.audience)


def grant_of(account: Account, title: int) -> Grant | None:
    """Return what became of an account's wish to read what a title shows on request."""
    return Grant.objects.filter(account=account, title=title).first()
