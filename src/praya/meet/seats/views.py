"""Let delegates ask for a seat and give it back, and everybody who may see the session check how the seats were given away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, told, undoable
from praya.core.texts.joining import joined_sentences
from praya.meet.accreditation.rules import is_delegate, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.queries_released import Item, programme_of
from praya.meet.seats import actions
from praya.meet.seats.bundles import bundle_of
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.queries import admission_with, seat_held
from praya.meet.seats.rules import LIVE
from praya.meet.seats.taking import Answered, Wanted, take
from praya.meet.seats.wording import own_words


def _seen(visit: EditionVisit, code: str) -> tuple[Admission, Item]:
    """Return rules that stand on a page which the visitor may read, with that place of the session; Absent for any other."""
    admission = admission_with(visit.edition, code)
    place = next((one for one in programme_of(visit).items if one.place == admission.place), None)
    return admission, existing(place)


@gate(is_delegate, visit=visit_edition, methods=POST)
def seat_ask(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Ask for a seat: the request gets the number of its arrival, and what that brings is said."""
    admission, place = _seen(visit, code)
    answered = take(admission.pk, [Wanted(visit.me.pk, timezone.now())])[0]
    if answered.reason:
        messages.error(request, joined_sentences([str(answered.reason), _opens(visit, place, answered)]))
    else:
        said = own_words(answered.state, answered.place)
        undo = address_of("seat_give_back", visit.edition.slug, code) if answered.is_new else ""
        undoable(request, said, undo)
    return redirect(f"{address_of('session', visit.edition.slug, place.code)}#seats")


def _opens(visit: EditionVisit, place: Item, answered: Answered) -> str:
    if answered.opens_at is None:
        return ""
    zone = place.site.zone_info if place.site is not None else visit.zone
    return _("It opens at %(time)s.") % {"time": f"{answered.opens_at.astimezone(zone):%H:%M:%S}"}


@gate(is_delegate, visit=visit_edition, methods=POST)
def seat_give_back(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Give a seat back, or a place on the waiting list or in a draw; asking again stands behind all others."""
    admission = admission_with(visit.edition, code)
    seat = existing(seat_held(visit.me, admission))
    undo = address_of("seat_ask", visit.edition.slug, code)
    said = pgettext("seats", "Given back. If you ask again you come behind whoever waits.")
    told(request, lambda: actions.give_back(seat, by=visit.account, at=timezone.now()), said, undo=_undo(seat, undo))
    if any(one.place == admission.place for one in programme_of(visit).items):
        return redirect(f"{address_of('session', visit.edition.slug, admission.session.code)}#seats")
    return redirect("my_seats", visit.edition.slug)


def _undo(seat: Seat, address: str) -> str:
    return address if seat.state in LIVE else ""


@gate(may_see_edition, visit=visit_edition)
def seat_bundle(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Answer with the file with which anybody can play again what was drawn, or sold to the first who came."""
    admission, place = _seen(visit, code)
    text = existing(bundle_of(admission, place.starts_at, timezone.now()) or None)
    answer = HttpResponse(text.encode(), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{visit.edition.slug}-{admission.code}.json"'
    return answer
