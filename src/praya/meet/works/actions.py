"""Submit works to an edition, accept or return them, and take them back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.indexing import index_titles
from praya.core.catalogue.models import Title
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work

SUBMIT, DECIDE, TAKE_BACK = "submit work", "decide about work", "take work back"


def present(
    edition: Edition,
    title: Title,
    *,
    by: Account | None,
    exhibitor: Exhibitor | None = None,
    contact: Delegate | None = None,
    status: str = Work.Status.PREPARED,
) -> Work:
    """Bring a title to an edition; a title is there once, whoever brings it again gets the same work."""
    try:
        with transaction.atomic():
            work, is_new = Work.objects.get_or_create(
                edition=edition, title=title, defaults={"exhibitor": exhibitor, "contact": contact, "status": status, "by": by}
            )
            if is_new:
                # Before it is submitted, an edition's organisers are told nothing of a work.
                told = 0 if status == Work.Status.PREPARED else edition.pk
                record("present work", work, by=by, edition=told, after={"title": title.code, "status": status})
                index_titles([title.pk])
    except IntegrityError:
        return Work.objects.get(edition=edition, title=title)
    return work


def submit(work: Work, *, by: Account | None) -> Work:
    """Ask the organisers to show a work."""
    return _move(work, Work.Status.SUBMITTED, {Work.Status.PREPARED, Work.Status.RETURNED, Work.Status.WITHDRAWN}, SUBMIT, by)


def accept(work: Work, *, by: Account | None) -> Work:
    """Show a work to whoever may see it; its title is published. Refused where nobody asks for it: its owners took it out."""
    with transaction.atomic():
        moved = _move(work, Work.Status.ACCEPTED, {Work.Status.SUBMITTED, Work.Status.RETURNED}, DECIDE, by)
        set_status(moved.title, Title.Status.PUBLISHED, by=by, edition=work.edition_id)
    return moved


def give_back(work: Work, remark: str, *, by: Account | None) -> Work:
    """Return a work to its owners with a remark; it is not shown until they submit it again."""
    return _move(work, Work.Status.RETURNED, {Work.Status.SUBMITTED, Work.Status.ACCEPTED}, DECIDE, by, remark=remark)


def take_back(work: Work, *, by: Account | None) -> Work:
    """Take a work out of the edition; it can be submitted again."""
    return _move(work, Work.Status.WITHDRAWN, set(Work.Status.values) - {Work.Status.WITHDRAWN}, TAKE_BACK, by)


def reopen(work: Work, status: str, *, by: Account | None) -> Work:
    """Give a work the state back that it had before a decision; Refused when it is not as it was read any more."""
    return _move(work, status, {work.status}, DECIDE, by)


def _move(work: Work, status: str, allowed: set[str], action: str, by: Account | None, *, remark: str = "") -> Work:
    with transaction.atomic():
        held = Work.objects.select_for_update(of=("self",)).select_related("title").get(pk=work.pk)
        if held.status == status:
            return held
        if held.status not in allowed:
            raise Refused(_("This work has changed meanwhile. Look at it again."))
        before, held.status, held.remark, held.decided_at = held.status, status, remark[:2000], timezone.now()
        held.save(update_fields=["status", "remark", "decided_at"])
        after = {"title": held.title.code, "status": status, **({"remark": held.remark} if remark else {})}
        record(action, held, by=by, edition=held.edition_id, before={"status": before}, after=after)
        index_titles([held.title_id])
    return held
