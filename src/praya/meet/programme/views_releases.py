"""Let organisers release the programme: now or at a moment, see it before, and tell one session at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, told, word_of
from praya.core.actions.watching import saved
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme import planning
from praya.meet.programme.actions_release import release, tell_at_once
from praya.meet.programme.changes import Difference, difference_at_once, difference_of
from praya.meet.programme.concerning import delegates_concerned
from praya.meet.programme.conflicts import clashes_of
from praya.meet.programme.news import lines_of, sentence_of
from praya.meet.programme.queries import session_of
from praya.meet.programme.queries_released import last_release
from praya.meet.programme.queries_versions import last_plan, planned_release, revisions_of
from praya.meet.programme.release_forms import AtOnceForm, PlanForm, ReleaseForm
from praya.meet.programme.vocabulary import WHAT_TO_DO, WHY_NOT_RELEASED


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_release(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show what the next version changes, and release it."""
    edition, sites = visit.edition, visit.sites
    difference = difference_of(edition, sites)
    form = ReleaseForm(posted(request), edition=edition, sites=sites, difference=difference)

    def publish(_typed: dict[str, Any], *, seen: str) -> None:
        release(edition, sites, by=visit.account, at=timezone.now(), seen=seen)

    said = _("Version %(number)d is released. Whom it concerns is told.") % {"number": difference.number}
    if saved(request, form, publish, said):
        return redirect("manage_release", edition.slug)
    return _release_page(request, visit, difference, form, PlanForm(edition=edition, sites=sites, difference=difference))


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_release_plan(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Let the next version be released at a moment."""
    edition, sites = visit.edition, visit.sites
    difference = difference_of(edition, sites)
    plan = PlanForm(request.POST, edition=edition, sites=sites, difference=difference)

    def keep(typed: dict[str, Any], *, seen: str) -> None:
        holds, now = typed["if_changed"] == "hold", timezone.now()
        planning.plan_release(edition, typed["moment"], holds_if_changed=holds, by=visit.account, at=now, seen=seen)

    if saved(request, plan, keep, _("The release is planned. Until then you can take it back here.")):
        return redirect("manage_release", edition.slug)
    return _release_page(request, visit, difference, ReleaseForm(edition=edition, sites=sites, difference=difference), plan)


def _release_page(
    request: HttpRequest, visit: EditionVisit, difference: Difference, form: ReleaseForm, plan: PlanForm
) -> HttpResponse:
    edition, planned = visit.edition, planned_release(visit.edition)
    latest = last_plan(edition) if planned is None else None
    page = {
        "difference": difference,
        "last": last_release(edition),
        "clashes": clashes_of(edition, visit.sites),
        "plan": plan,
        "planned": planned,
        "is_as_seen": planned is not None and planning.is_as_seen(planned),
        "latest": latest,
        "why": WHY_NOT_RELEASED.get(latest.reason, "") if latest is not None else "",
        "remedy": WHAT_TO_DO.get(latest.reason, "") if latest is not None else "",
        "form": form,
    }
    is_wrong = form.errors or plan.errors
    return render(request, "meet/programme/release.html", page, status=422 if is_wrong else 200)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_release_plan_change(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take a planned release back, or say that the programme as it stands now is what is meant."""
    plan = existing(planned_release(visit.edition))
    if word_of(request, "do") == "accept":
        seen = word_of(request, "seen")
        said = _("What stands now is what will be released.")
        told(request, lambda: planning.accept_as_it_is(plan, by=visit.account, at=timezone.now(), seen=seen), said)
    else:
        said = _("The planned release is taken back. Nothing is released by itself.")
        told(request, lambda: planning.take_plan_back(plan, by=visit.account), said)
    return redirect("manage_release", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_session_tell(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show what everybody would read at once of one session, and who is told; tell it."""
    one, last = session_of(visit.edition, code), last_release(visit.edition)
    earlier = [
        (revision, [sentence_of(line, visit.sites) for line in lines_of(revision.lines)])
        for revision in revisions_of(visit.edition, [code])[:10]
    ]
    page: dict[str, Any] = {"session": one, "last": last, "revisions": earlier}
    if last is None:
        return render(request, "meet/programme/at_once.html", page)
    difference = difference_at_once(last, one, visit.sites)
    form = AtOnceForm(posted(request), session=one, sites=visit.sites, difference=difference)

    def tell(_typed: dict[str, Any], *, seen: str) -> None:
        tell_at_once(one, visit.sites, by=visit.account, at=timezone.now(), seen=seen)

    if saved(request, form, tell, _("Everybody reads it now. Whom it concerns is being told.")):
        return redirect("manage_session", visit.edition.slug, code)
    versions = [told for told in (*last.told, *difference.told) if told["code"] == code]
    page |= {"difference": difference, "concerned": len(delegates_concerned(visit.edition, {code: versions}))}
    return form_page(request, "meet/programme/at_once.html", form, **page)
