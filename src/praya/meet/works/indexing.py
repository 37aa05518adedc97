"""Tell the index at which editions and sites a title, a person or an organisation is found.

Works and exhibitors of an edition are found by whoever may enter its pages; people, and organisations that only send
people, by its badge holders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Model, Q

from praya.core.access.audiences import Audience
from praya.core.catalogue.indexing import Facet, index_organisations, index_people, index_titles
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.exhibitors.queries import exhibits_of
from praya.meet.works.models import Work


def edition_facet(edition: int) -> str:
    """Return the facet that keeps a search within an edition."""
    return f"edition:{edition}"


def presenter_value(exhibitor: int | None, contact: int | None) -> str:
    """Return the index's word for whoever is met about a work: its exhibitor, else its contact.

    >>> presenter_value(12, 7), presenter_value(None, 7)
    ('stand-12', 'desk-7')
    """
    return f"stand-{exhibitor}" if exhibitor else f"desk-{contact}"


def presence(kind: str, numbers: Sequence[int]) -> Mapping[int, Sequence[Facet]]:
    """Return where records are found, for `praya.core.catalogue.indexing.add_source`."""
    return {"title": _of_titles, "person": _of_people, "organisation": _of_organisations}[kind](numbers)


def _of_titles(numbers: Sequence[int]) -> Mapping[int, Sequence[Facet]]:
    found: dict[int, list[Facet]] = defaultdict(list)
    rows = Work.objects.filter(title__in=numbers, status=Work.Status.ACCEPTED)
    for title, edition, stand, desk, exhibitor, contact in rows.values_list(
        "title", "edition", "exhibitor__site", "contact__site", "exhibitor", "contact"
    ):
        found[title] += _place(edition, stand if exhibitor else desk, Audience.PUBLIC)
        if exhibitor:
            found[title].append((f"exhibitor:{exhibitor}", Audience.PUBLIC))
        if exhibitor or contact:
            found[title].append((f"presenter:{presenter_value(exhibitor, contact)}", Audience.BADGE))
    return found


def _of_people(numbers: Sequence[int]) -> Mapping[int, Sequence[Facet]]:
    found: dict[int, list[Facet]] = defaultdict(list)
    rows = approved(person__in=numbers)
    for person, edition, site, category in rows.values_list("person", "edition", "site", "category__slug"):
        found[person] += _place(edition, site, Audience.BADGE)
        if category:
            found[person].append((f"category:{category}", Audience.BADGE))
    return found


def _of_organisations(numbers: Sequence[int]) -> Mapping[int, Sequence[Facet]]:
    found: dict[int, list[Facet]] = defaultdict(list)
    for organisation, edition, site in exhibits_of(numbers).values_list("organisation", "edition", "site"):
        found[organisation] += [*_place(edition, site, Audience.PUBLIC), (f"exhibits:{edition}", Audience.PUBLIC)]
    senders = approved(organisation__in=numbers)
    for organisation, edition in senders.order_by().values_list("organisation", "edition").distinct():
        found[organisation].append((edition_facet(edition), Audience.BADGE))
    return found


def _place(edition: int, site: int | None, widest: Audience) -> list[Facet]:
    return [(edition_facet(edition), widest), (f"site:{site}" if site else f"site:online-{edition}", widest)]


def list_again(_edition: Edition, rows: Sequence[Model]) -> None:
    """Bring the index up to date for delegates and exhibitors that have changed."""
    if delegates := [row for row in rows if isinstance(row, Delegate)]:
        index_delegates(delegates)
    if exhibitors := [row for row in rows if isinstance(row, Exhibitor)]:
        index_exhibitors(exhibitors)


def index_delegates(delegates: Iterable[Delegate]) -> None:
    """Bring the index up to date for delegates and their organisations, after an accreditation changed."""
    rows = list(delegates)
    index_people(sorted({row.person_id for row in rows}))
    index_organisations(sorted({row.organisation_id for row in rows if row.organisation_id}))
    shown = Work.objects.filter(contact__in=[row.pk for row in rows if row.pk], exhibitor=None)
    index_titles(sorted(set(shown.values_list("title", flat=True))))


def index_exhibitors(exhibitors: Iterable[Exhibitor]) -> None:
    """Bring the index up to date for exhibitors and what they show, after one moved, came or went."""
    rows = list(exhibitors)
    index_organisations(sorted({row.organisation_id for row in rows}))
    owned = Q(exhibitor__in=[row.pk for row in rows if row.pk])
    index_titles(sorted(set(Work.objects.filter(owned).values_list("title", flat=True))))
