"""Let organisers look at what owners submit: what is new, what changed, and what they answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, refusals_told, said_of, told, undoable
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Draft
from praya.core.catalogue.queries import own_pictures
from praya.core.documents.declaring import loaded_document
from praya.core.documents.differences import differences
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.queries import review_mark, review_of
from praya.meet.works.reviewing import approve, approve_many, return_work, set_review, take_review_back
from praya.show.records.listing import REVIEW
from praya.show.records.previews import previews
from praya.show.records.queries import is_waiting, own_work, work_to_review, works_to_decide


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_works_approve(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Approve the works that were ticked, each as it stood when the page was read."""
    seen = dict(one.partition(":")[::2] for one in request.POST.getlist("work")[: REVIEW.per_page])
    found = works_to_decide(visit.edition, seen)
    count, refusals = approve_many([(work, seen[work.title.code]) for work in found], by=visit.account)
    for sentence in refusals[:5]:
        messages.error(request, sentence)
    if not seen:
        messages.error(request, _("Tick the works that you approve."))
    elif count:
        words = ngettext("%(count)d work is approved.", "%(count)d works are approved.", count) % {"count": count}
        messages.success(request, words)
    return redirect("manage_works", visit.edition.slug)


@gate(may_organise, visit=visit_edition)
def manage_work(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one work to its reviewer: what would change, or all of it when it is new."""
    work = work_to_review(visit.edition, code)
    own = own_work(work.title, work)
    is_draft = own.draft is not None and own.draft.status == Draft.Status.SUBMITTED
    before = loaded_document(work.title)
    shown = previews(own.document if is_draft else before, work.title, get_language() or "en")
    context = {
        "own": own,
        "work": work,
        "changes": differences(TITLE, before, own.document) if is_draft else [],
        "is_draft": is_draft,
        "seen": review_mark(work),
        "previews": shown,
        "whole": shown[-1],
        "pictures": own_pictures(work.title),
        "waits": is_waiting(visit.edition, work),
    }
    return render(request, "show/records/review_one.html", context)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_work_decide(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Approve a work or give it back with a remark."""
    work = work_to_review(visit.edition, code)
    remark = request.POST.get("remark", "").replace("\x00", "").strip()[:2000]
    is_approval = existing(said_of(request, "do", ("approve", "return"))) == "approve"
    if not is_plain(remark):
        messages.error(request, str(UNSHOWN))
        return redirect("manage_work", visit.edition.slug, code)
    if not is_approval and not remark:
        messages.error(request, _("Write what should be changed: a work is not given back without a reason."))
        return redirect("manage_work", visit.edition.slug, code)
    sentence = _("Approved: it is shown now.") if is_approval else _("Given back with your remark.")
    with refusals_told(request):
        if is_approval:
            entry = approve(work, by=visit.account, seen=request.POST.get("seen", "")[:32])
        else:
            entry = return_work(work, remark, by=visit.account)
        undoable(request, sentence, address_of("manage_work_undo", visit.edition.slug, entry.pk))
        return redirect("manage_works", visit.edition.slug)
    return redirect("manage_work", visit.edition.slug, code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_work_undo(request: HttpRequest, visit: EditionVisit, entry: int) -> HttpResponse:
    """Take a decision back."""
    found = review_of(visit.edition, entry)
    told(request, lambda: take_review_back(found, by=visit.account), _("The decision is taken back."))
    return redirect("manage_works", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_works_setting(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Say whether changes of shown works wait for the organisers."""
    reviews = existing(said_of(request, "reviews", ("yes", "no"))) == "yes"
    set_review(visit.edition, reviews=reviews, by=visit.account)
    messages.success(request, _("Changes wait for you now.") if reviews else _("Changes are shown at once now."))
    return redirect("manage_works", visit.edition.slug)
