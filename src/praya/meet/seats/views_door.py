"""Let the desk say at the door who has come: on a phone, a line a person, by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import Absent, existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, told, word_of
from praya.core.texts.plain import number_in
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_organise, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.queries import people_to_name
from praya.meet.seats import actions
from praya.meet.seats.models import Admission
from praya.meet.seats.queries import admission_with, at_the_door, doors_of, rules_and_counts, seat_managed, spot_told
from praya.meet.seats.wording import left_words


def _known(visit: EditionVisit, code: str) -> Admission:
    """Return rules whose door somebody may keep: of a session that is not released the desk knows nothing."""
    admission = admission_with(visit.edition, code)
    if not admission.told and not may_organise(visit):
        raise Absent
    return admission


@gate(may_work_at_desk, visit=visit_edition)
def manage_doors(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the sessions with seats whose door is still to be kept, the next one first."""
    doors = [
        (admission, spot, visit.site(spot.site), counts.by_state)
        for admission, spot, counts in doors_of(visit.edition, timezone.now())
    ]
    return render(request, "meet/seats/doors.html", {"doors": doors})


@gate(may_work_at_desk, visit=visit_edition)
def manage_door(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show who is expected at the door, who has come and who waits there."""
    admission = _known(visit, code)
    words = request.GET.get("q", "").strip()[:100]
    rules, counts = rules_and_counts(admission)
    here = at_the_door(admission, words)
    known = {seat.delegate_id for seat in here}
    spot = spot_told(admission.told)
    page = {
        "admission": admission,
        "title": spot.title if spot is not None else admission.session.title,
        "spot": spot,
        "site": visit.site(spot.site) if spot is not None else None,
        "seats": here,
        "words": words,
        "others": [one for one in people_to_name(visit.edition, words) if one.pk not in known] if words else [],
        "counts": counts,
        "inside": sum(one.came_at is not None and one.state in ("seated", "admitted") for one in at_the_door(admission)),
        "total": rules.seats,
        "left": left_words(counts.left(rules)),
        "can_close": admission.claims_until is None and spot is not None and spot.starts_at <= timezone.now(),
    }
    return render(request, "meet/seats/door.html", page)


@gate(may_work_at_desk, visit=visit_edition, methods=POST)
def manage_door_act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Note that somebody has come, or has not; take somebody into the line; excuse a no-show; close the door."""
    admission = _known(visit, code)
    word, now, by = word_of(request, "do"), timezone.now(), visit.account
    back = redirect(address_of("manage_door", visit.edition.slug, code))
    if word == "close":
        said = _("The door is closed: whoever had a seat and has not come left it empty.")
        told(request, lambda: actions.close_door(admission, by=by, at=now), said)
    elif word == "walk":
        _walk_up(request, visit, admission)
    else:
        _noted(request, visit, admission, word)
    return back


def _walk_up(request: HttpRequest, visit: EditionVisit, admission: Admission) -> None:
    delegate = delegate_of(visit.edition, code) if (code := word_of(request, "delegate")) else None
    said = _("In line at the door, or let in where a seat is held for it.")
    told(request, lambda: actions.walk_up(admission, delegate, by=visit.account, at=timezone.now()), said)


def _noted(request: HttpRequest, visit: EditionVisit, admission: Admission, word: str) -> None:
    seat = seat_managed(admission, number_in(word_of(request, "seat")) or 0)
    now, by = timezone.now(), visit.account
    again = address_of("manage_door_act", visit.edition.slug, admission.code, do="uncome", seat=seat.pk)
    deeds = {
        "come": (lambda: actions.let_in(seat, by=by, at=now), _("Noted: has come."), again),
        "uncome": (lambda: actions.not_come(seat, by=by, at=now), _("Taken back: has not come."), ""),
        "excuse": (lambda: actions.excuse(seat, True, by=by, at=now), _("Excused: it does not count."), ""),
        "count": (lambda: actions.excuse(seat, False, by=by, at=now), _("It counts as left empty."), ""),
    }
    act, said, undo = existing(deeds.get(word))
    told(request, act, said, undo=undo)
