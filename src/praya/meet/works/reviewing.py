"""Submit what owners prepared, approve or return it, and take a decision back; a title and its work move together.

Lock order: the title, its draft, the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import change_row
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Draft, Title
from praya.core.catalogue.photographs import approve_pictures
from praya.core.documents.actions import undo_revision
from praya.core.documents.checking import sound
from praya.core.documents.declaring import loaded_document
from praya.core.documents.drafting import apply_draft, check_seen, draft_of, return_draft, submit_again, submit_draft
from praya.core.documents.queries import fields_changed, history_of
from praya.core.texts.joining import labelled
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.notices.actions import tell
from praya.meet.works.actions import accept, give_back, reopen, submit
from praya.meet.works.models import Work
from praya.meet.works.queries import REVIEW, review_mark

TAKE_BACK_REVIEW = "take review back"


def submit_for_review(work: Work, *, by: Account | None) -> str:
    """Submit a work, or changes of one that is shown; return "submitted", or "shown" where nobody has to look first.

    Faulty names everything that has to be mended before.
    """
    with transaction.atomic():
        title, work = _locked(work)
        draft = draft_of(title)
        is_shown = work.status == Work.Status.ACCEPTED
        if is_shown and draft is None:
            raise Refused(_("There are no changes to submit."))
        if is_shown and not work.edition.reviews_changes:
            _take_over(title, work, by)
            approve_pictures(title, by=by, edition=work.edition_id)
            return "shown"
        if title.status == Title.Status.PUBLISHED:
            if draft is not None:
                submit_draft(title, by=by)
        elif draft is not None:
            _take_over(title, work, by)
        else:
            sound(TITLE, loaded_document(title))
        if not is_shown:
            submit(work, by=by)
    return "submitted"


def _locked(work: Work) -> tuple[Title, Work]:
    """Lock the title of a work; its draft and the work are read once the lock has been granted."""
    title = Title.objects.select_for_update().get(pk=work.title_id)
    held = Work.objects.select_related("edition").get(pk=work.pk)
    held.title = title
    return title, held


def _take_over(title: Title, work: Work, by: Account | None) -> None:
    if draft_of(title) is not None:
        apply_draft(title, by=by, edition=work.edition_id)


def approve(work: Work, *, by: Account | None, seen: str = "") -> Entry:
    """Show a work with its submitted changes and pictures; Refused when anything of it changed since it was `seen`."""
    with transaction.atomic():
        title, work = _locked(work)
        check_seen(review_mark(work), seen)
        draft = draft_of(title)
        newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        before = {"status": work.status, "pictures": _waiting(title)}
        if draft is not None and draft.status == Draft.Status.SUBMITTED:
            apply_draft(title, by=by, edition=work.edition_id)
        accept(work, by=by)
        approve_pictures(title, by=by, edition=work.edition_id)
        revision = history_of(title).filter(pk__gt=newest, action=TITLE.deeds.revise).first()
        after = {"status": Work.Status.ACCEPTED, "title": title.code, "revision": revision and revision.pk}
        tell_owners(work, "work_approved")
        return record(REVIEW, work, by=by, edition=work.edition_id, before=before, after=after)


def _waiting(title: Title) -> list[int]:
    return list(title.pictures.filter(is_approved=False).values_list("pk", flat=True))


def tell_owners(work: Work, kind: str) -> None:
    """Tell the owner's people at the edition what became of a work."""
    owner = work.title.owner_id
    if owner is not None:
        people = approved(edition=work.edition_id, organisation=owner).values_list("pk", flat=True)
        tell(list(people), kind, company=owner, work=work.title.code, **{"with": work.title.name})


def set_review(edition: Edition, *, reviews: bool, by: Account | None) -> Edition:
    """Say whether changes of works that an edition shows wait for its organisers."""
    with transaction.atomic():
        return change_row(edition, {"reviews_changes": reviews}, action="change edition", by=by, edition=edition.pk)


def approve_many(works: Iterable[tuple[Work, str]], *, by: Account | None) -> tuple[int, list[str]]:
    """Approve several works, each for itself; return how many, and a sentence for each that could not be."""
    count, refusals = 0, []
    for work, seen in sorted(works, key=lambda pair: pair[0].title_id):
        try:
            approve(work, by=by, seen=seen)
            count += 1
        except Refused as refusal:
            refusals.append(labelled(work.title.name, str(refusal)))
    return count, refusals


def return_work(work: Work, remark: str, *, by: Account | None) -> Entry:
    """Give submitted changes, else the work itself, back to its owners with a remark."""
    with transaction.atomic():
        title, work = _locked(work)
        draft = draft_of(title)
        before = {"status": work.status}
        is_draft = draft is not None and draft.status == Draft.Status.SUBMITTED
        if is_draft:
            return_draft(title, remark, by=by, edition=work.edition_id)
        if not is_draft or work.status not in {Work.Status.ACCEPTED, Work.Status.RETURNED}:
            give_back(work, remark, by=by)
        after = {"status": Work.Status.RETURNED, "title": title.code, "is_draft": is_draft}
        tell_owners(work, "work_returned")
        return record(REVIEW, work, by=by, edition=work.edition_id, before=before, after=after)


def take_review_back(entry: Entry, *, by: Account | None) -> Work:
    """Take a decision back: the work waits again, and what was approved is a submitted draft again.

    Refused when the work went on since: what its owners took out of the edition is not shown again.
    """
    with transaction.atomic():
        found = Work.objects.filter(pk=entry.subject_id, edition=entry.edition).first()
        if found is None or entry.action != REVIEW:
            raise Refused(_("This decision cannot be taken back."))
        title, work = _locked(found)
        latest = Entry.objects.filter(action__in=[REVIEW, TAKE_BACK_REVIEW], subject=entry.subject, subject_id=entry.subject_id)
        if latest.order_by("-pk").values_list("pk", flat=True).first() != entry.pk:
            raise Refused(_("Something else has been decided since. Look at the work again."))
        before, after = entry.before or {}, entry.after or {}
        if work.status != _left(before, after):
            raise Refused(_("This work has changed meanwhile. Look at it again."))
        revision = Entry.objects.filter(pk=after.get("revision") or 0).first()
        if revision is not None:
            undo_revision(title, revision, by=by, edition=work.edition_id)
        if before["status"] != work.status:
            reopen(work, before["status"], by=by)
        _hide_again(title, work, by)
        if revision is not None or after.get("is_draft"):
            submit_again(title, fields_changed(revision) if revision is not None else {}, by=by)
        title.pictures.filter(pk__in=before.get("pictures") or []).update(is_approved=False)
        record(TAKE_BACK_REVIEW, work, by=by, edition=work.edition_id, after={"title": title.code, "status": before["status"]})
    return work


def _left(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the state in which a decision left its work; changes of one that does not wait itself go back alone."""
    goes_alone = after.get("is_draft") and before["status"] != Work.Status.SUBMITTED
    return str(before["status"] if goes_alone else after["status"])


def _hide_again(title: Title, work: Work, by: Account | None) -> None:
    """Make a title a draft again when no edition shows it any more."""
    if not Work.objects.filter(title=title, status=Work.Status.ACCEPTED).exists():
        set_status(title, Title.Status.DRAFT, by=by, edition=work.edition_id)
