"""Let a company keep its works: the list, one work with what to do next, and its submission."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, form_page, posted, told, trying
from praya.core.catalogue.completeness import POSTER
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.granting import answer_grant
from praya.core.catalogue.models import Grant, Title
from praya.core.catalogue.queries import grant_on, grants_of, own_pictures
from praya.core.directory.languages import trade_languages
from praya.core.documents.actions import enter, undo_revision
from praya.core.documents.checking import Faulty
from praya.core.documents.declaring import loaded_document
from praya.core.documents.differences import differences
from praya.core.documents.drafting import discard_draft, draft_without, restore_draft
from praya.core.documents.queries import change_of
from praya.core.lists.serving import page_facts
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.actions import present, take_back
from praya.meet.works.models import Work
from praya.meet.works.reviewing import submit_for_review
from praya.meet.works.rules import comes_for_a_company, may_keep_works, owns
from praya.show.records.forms import NewWorkForm
from praya.show.records.listing import MY_WORKS
from praya.show.records.previews import previews
from praya.show.records.queries import own_work, presenter, title_to_edit
from praya.show.records.showing import anchor

MOST_ASKED = 4


@gate(may_keep_works, visit=visit_edition)
def my_works(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the works of the visitor's organisation, those that need something first."""
    if visit.delegate is None or visit.delegate.organisation_id is None:
        return redirect("manage_works", visit.edition.slug)
    return render(request, MY_WORKS.template, page_facts(MY_WORKS, request, visit))


@gate(comes_for_a_company, visit=visit_edition, methods=BOTH)
def my_work_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Begin a work with its name, kind and stage; everything else can wait."""
    delegate = visit.delegate
    if delegate is None or delegate.organisation is None:
        raise Http404
    form = NewWorkForm(posted(request))
    if form.is_valid():
        try:
            title = enter(TITLE, form.document(), by=visit.account, owner=delegate.organisation)
        except Faulty as refusal:
            for fault in refusal.faults:
                form.add_error("name" if fault.place.startswith("names") else None, fault.message)
        else:
            present(visit.edition, title, by=visit.account, **presenter(visit, title))
            messages.success(request, _("Saved. Go on now or tomorrow: nothing is shown before you submit it."))
            return redirect("my_work", visit.edition.slug, title.code)
    names = sorted(trade_languages(get_language() or "en").values())
    return form_page(request, "show/records/new.html", form, languages_offered=names)


@gate(may_keep_works, visit=visit_edition)
def my_work(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one work: where it stands, how complete it is, what to do next, and each of its sections."""
    title, work = title_to_edit(visit, code)
    own = own_work(title, work)
    faults = [(TITLE.section_of(fault.place), anchor(fault.place), fault.message) for fault in own.faults]
    wrong = {section.key for section, _anchor, _message in faults}
    context = {
        "own": own,
        "faults": faults,
        "missing": [(_address_of_part(visit, code, part), words) for part, words in own.done.missing[:MOST_ASKED]],
        "pictures": own_pictures(title),
        "grants": grants_of([title.pk]),
        "sections": [(section, section.key in wrong, _is_filled(section.fields, own.document)) for section in TITLE.sections],
        "can_withdraw": work is not None and work.status not in {Work.Status.PREPARED, Work.Status.WITHDRAWN},
        "is_owner": owns(visit, title),
        "changes": len(differences(TITLE, loaded_document(title), own.document)) if own.draft else 0,
    }
    return render(request, "show/records/work.html", context)


def _address_of_part(visit: EditionVisit, code: str, part: str) -> str:
    """Return where a part of a record that is missing is added."""
    if part == POSTER:
        return reverse("my_work_pictures", args=(visit.edition.slug, code))
    return reverse("my_work_part", args=(visit.edition.slug, code, TITLE.section_of(part).key))


def _is_filled(fields: list[str], document: dict[str, Any]) -> bool:
    return any(document.get(name) not in (None, "", [], {}, False) for name in fields)


@gate(may_keep_works, visit=visit_edition)
def my_work_preview(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a work exactly as each audience will read it, with the changes that are not submitted yet."""
    title, work = title_to_edit(visit, code)
    own = own_work(title, work)
    shown = previews(own.document, title, get_language() or "en")
    chosen = next((one for one in shown if one.key == request.GET.get("as")), shown[0])
    context = {"own": own, "previews": shown, "chosen": chosen, "is_faulty": bool(own.faults)}
    return render(request, "show/records/preview.html", context)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_submit(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Submit a work, or its changes, to the organisers."""
    title, work = title_to_edit(visit, code)
    work = work or present(visit.edition, title, by=visit.account, **presenter(visit, title))
    with trying() as tried:
        said = submit_for_review(work, by=visit.account)
        shown, waits = _("Your changes are shown now."), _("Submitted. The organisers look at it next.")
        messages.success(request, shown if said == "shown" else waits)
    if isinstance(tried.refusal, Faulty):
        messages.error(request, _("Something has to be mended first. Everything you typed is kept."))
    elif tried.refusal:
        messages.error(request, tried.sentence)
    return redirect("my_work", visit.edition.slug, code)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_discard(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Throw away the changes that are not shown yet."""
    title, _work = title_to_edit(visit, code)
    undo = address_of("my_work_restore", visit.edition.slug, code)
    told(request, lambda: discard_draft(title, by=visit.account), _("Your changes are thrown away."), undo=undo)
    return redirect("my_work", visit.edition.slug, code)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_restore(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Bring back the changes that were thrown away."""
    title, _work = title_to_edit(visit, code)
    told(request, lambda: restore_draft(title, by=visit.account), _("Your changes are back."))
    return redirect("my_work", visit.edition.slug, code)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_withdraw(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take a work out of the edition."""
    _title, work = title_to_edit(visit, code)
    if work is None:
        raise Http404
    told(request, lambda: take_back(work, by=visit.account), _("Taken out of the edition. You can submit it again."))
    return redirect("my_work", visit.edition.slug, code) if visit.delegate else redirect("manage_works", visit.edition.slug)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_undo(request: HttpRequest, visit: EditionVisit, code: str, entry: int) -> HttpResponse:
    """Take one change back: at once for organisers and for what nobody sees yet, else as a change to be submitted."""
    title, _work = title_to_edit(visit, code)
    found = existing(change_of(title, entry))
    if may_organise(visit) or title.status != Title.Status.PUBLISHED:
        told(request, lambda: undo_revision(title, found, by=visit.account, edition=visit.edition.pk), _("The change is undone."))
    else:
        sentence = _("The change is undone among your changes. Submit them.")
        told(request, lambda: draft_without(title, found, by=visit.account), sentence)
    return redirect("my_work_history", visit.edition.slug, code)


@gate(may_keep_works, visit=visit_edition, methods=POST)
def my_work_access(request: HttpRequest, visit: EditionVisit, code: str, grant: int) -> HttpResponse:
    """Agree that somebody reads what is shown on request, or not; the answer can be taken back."""
    title, _work = title_to_edit(visit, code)
    found = grant_on(title, grant)
    answer = request.POST.get("answer", "")
    if found is None or not owns(visit, title) or answer not in Grant.Status.values:
        raise Http404
    words = {
        "granted": _("They may read it now."),
        "refused": _("They may not read it."),
        "asked": _("The answer is taken back."),
    }
    told(request, lambda: answer_grant(found, answer, by=visit.account, edition=visit.edition.pk), words[answer])
    return redirect(f"{reverse('my_work', args=[visit.edition.slug, code])}#readers")
