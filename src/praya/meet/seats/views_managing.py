"""Let organisers write the rules of seats, promise them, and write the ladder of no-shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import done, form_page, posted, told, word_of
from praya.core.actions.watching import saved
from praya.engines.programme import SeatRules
from praya.meet.accreditation.queries import categories_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.models import Placement
from praya.meet.programme.queries import placement_of
from praya.meet.seats import actions_rules
from praya.meet.seats.forms import BeaconForm, LadderForm, RulesForm
from praya.meet.seats.models import Admission
from praya.meet.seats.queries import Counts, admission_of, as_rungs, counts_in, ladder_of, placements_managed
from praya.meet.seats.rules import MOMENTS, rules_of, too_many_for
from praya.meet.seats.wording import METHODS, MOMENT_WORDS, category_names, ladder_words, left_words, told_rules


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one place of a session with its rules, if it has any, and how many have what."""

    placement: Placement
    admission: Admission | None
    counts: Counts
    state: str
    method: str
    left: str
    too_many: int


@gate(may_organise, visit=visit_edition)
def manage_admissions(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show every place of the programme with how its seats are given away."""
    placements = placements_managed(visit.edition)
    counts = counts_in([rules.pk for _placement, rules in placements if rules is not None])
    lines = [_line(placement, rules, counts) for placement, rules in placements]
    page = {"lines": lines, "ladder": ladder_words(as_rungs(ladder_of(visit.edition.pk)))}
    return render(request, "meet/seats/manage_admissions.html", page)


def _line(placement: Placement, admission: Admission | None, counts: dict[int, Counts]) -> Line:
    if admission is None:
        return Line(placement, None, Counts(), "", "", "", 0)
    state = "cancelled" if admission.ended_at else "promised" if admission.promised_at else "draft"
    found = counts[admission.pk]
    left = left_words(found.left(rules_of(admission))) if admission.promised_at else ""
    admission.placement = placement
    return Line(placement, admission, found, state, str(METHODS[admission.method]), left, too_many_for(admission))


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_admission(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show, and write, how the seats of a session in one of its places are given away."""
    placement = placement_of(visit.edition, code)
    admission = admission_of(placement)
    form = RulesForm(posted(request), placement=placement, sites=visit.sites, admission=admission)
    write = partial(actions_rules.write_rules, placement, by=visit.account, at=timezone.now())
    said = gettext_lazy("The rules are kept. Nobody reads them before you promise them.")
    if admission is not None and admission.promised_at is not None:
        said = gettext_lazy("The hour is put off.")
    if saved(request, form, write, str(said)):
        return redirect("manage_admission", visit.edition.slug, code)
    return _page(request, visit, placement, admission, form, BeaconForm())


def _page(
    request: HttpRequest,
    visit: EditionVisit,
    placement: Placement,
    admission: Admission | None,
    form: RulesForm,
    beacon: BeaconForm,
) -> HttpResponse:
    now = timezone.now()
    page: dict[str, Any] = {"placement": placement, "session": placement.session, "admission": admission, "beacon": beacon}
    if admission is not None and admission.promised_at is not None:
        names, ladder = category_names(categories_of(visit.edition)), as_rungs(ladder_of(visit.edition.pk))
        counts, rules = counts_in([admission.pk])[admission.pk], rules_of(admission)
        page |= {
            "rules": told_rules(admission, names, ladder),
            "counts": counts,
            "left": left_words(counts.left(rules)),
            "moments": [(MOMENT_WORDS[name], moment) for name in MOMENTS if (moment := getattr(admission, name)) is not None],
            "too_many": too_many_for(admission),
            "wants_beacon": _wants_beacon(admission, rules, now),
        }
    status = 422 if form.errors or beacon.errors else 200
    return render(request, "meet/seats/manage_admission.html", {"form": form, **page}, status=status)


def _wants_beacon(admission: Admission, rules: SeatRules, now: Any) -> bool:
    is_closed = admission.draws_at is not None and admission.draws_at <= now
    return rules.beacon is not None and is_closed and admission.drawn_at is None and admission.ended_at is None


ACTS: dict[str, tuple[Callable[..., object], Any]] = {
    "promise": (
        lambda one, **who: actions_rules.promise(one, at=timezone.now(), **who),
        gettext_lazy("Promised: the rules and their commitment stand on the page of the session once it is released."),
    ),
    "recall": (actions_rules.take_promise_back, gettext_lazy("The rules are yours alone again, and can be changed.")),
    "remove": (actions_rules.remove_rules, gettext_lazy("The rules are removed: whoever wants to come just comes.")),
}


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_admission_act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Promise rules, take the promise back, remove them, or enter the public value of a draw."""
    placement = placement_of(visit.edition, code)
    admission = existing(admission_of(placement))
    word = word_of(request, "do")
    if word == "beacon":
        return _beacon(request, visit, placement, admission)
    act, success = existing(ACTS.get(word))
    told(request, lambda: act(admission, by=visit.account), str(success))
    return redirect("manage_admission", visit.edition.slug, code)


def _beacon(request: HttpRequest, visit: EditionVisit, placement: Placement, admission: Admission) -> HttpResponse:
    form = BeaconForm(request.POST)
    now = timezone.now()
    if form.is_valid() and done(
        form, lambda: actions_rules.enter_beacon(admission, form.cleaned_data["value"], by=visit.account, at=now), field="value"
    ):
        messages.success(request, str(gettext_lazy("The seats are drawn.")))
        return redirect("manage_admission", visit.edition.slug, placement.code)
    rules = RulesForm(placement=placement, sites=visit.sites, admission=admission)
    return _page(request, visit, placement, admission, rules, form)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_ladder(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Write what seats left empty cost at this edition."""
    form = LadderForm(posted(request), edition=visit.edition)

    def write(_typed: dict[str, Any], *, seen: str) -> None:
        actions_rules.write_ladder(visit.edition, form.rungs, by=visit.account, seen=seen)

    if saved(request, form, write, str(gettext_lazy("The ladder is kept, and stands in the rules that everybody reads."))):
        return redirect("manage_admissions", visit.edition.slug)
    return form_page(request, "meet/seats/ladder.html", form)
