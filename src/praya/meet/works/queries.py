"""Read the works and showcases of an edition."""

from __future__ import annotations

from django.db.models import OuterRef, Prefetch, QuerySet

from praya.core.access.absence import existing
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Title
from praya.core.catalogue.queries import pictures_seen
from praya.core.documents.drafting import reading_mark
from praya.meet.editions.models import Edition
from praya.meet.works.models import Showcase, ShowcaseItem, Work

REVIEW = "review work"


def works_of(edition: Edition | OuterRef) -> QuerySet[Work]:
    """Return every work of an edition with its title, exhibitor and contact, those that wait first."""
    return Work.objects.filter(edition=edition).select_related(
        "title__draft", "title__owner", "exhibitor__organisation", "exhibitor__stand", "contact__person"
    )


def work_at(edition: int, code: str) -> Work | None:
    """Return a work of an edition in whatever state, by the edition's number and its title's code."""
    return Work.objects.select_related("title__draft").filter(edition=edition, title__code=code).first()


def shown_work(edition: Edition, code: str) -> Work:
    """Return a work shown at an edition by its title's code; Absent when there is none."""
    return existing(
        works_of(edition).filter(title__code=code, status=Work.Status.ACCEPTED, title__status=Title.Status.PUBLISHED).first()
    )


def works_with_picture(edition: Edition, digest: str) -> dict[int, Work]:
    """Return the works of an edition in whatever state that have this picture, by the number of their title."""
    return {work.title_id: work for work in Work.objects.filter(edition=edition, title__pictures__digest=digest)}


def showcases_of(edition: Edition, *, is_published: bool | None = True) -> QuerySet[Showcase]:
    """Return the showcases of an edition with their items in order; None: whatever their state."""
    items = ShowcaseItem.objects.select_related("work__title").order_by("position", "pk")
    found = Showcase.objects.filter(edition=edition).select_related("curator").prefetch_related(Prefetch("items", queryset=items))
    return found if is_published is None else found.filter(is_published=is_published)


def review_of(edition: Edition, number: int) -> Entry:
    """Return the entry of a review at the edition; Absent for any other entry."""
    return existing(Entry.objects.filter(pk=number, edition=edition.pk, action=REVIEW).first())


def review_mark(work: Work) -> str:
    """Return a mark of a work as its reviewer sees it: its state, its title with what would change, and the pictures."""
    return reading_mark(work.title, work.status, pictures_seen(work.title))
