"""Prepare the page on which one side asks another for a meeting, or changes what it asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from praya.core.actions.answering import posted
from praya.core.actions.refusing import Refused
from praya.core.directory.codes import random_code
from praya.core.directory.countries import country_name
from praya.match.requests.forms import AskForm, CounterForm
from praya.match.requests.levels import level_buttons
from praya.match.requests.looking import may_see_slots
from praya.match.requests.models import Request, Wish
from praya.match.requests.queries import RequestLine, guest_choices, open_line, proposed_slots, wishes_of
from praya.match.requests.rules import require_round
from praya.match.requests.slot_table import slot_table
from praya.match.requests.slots import Offers, offers_of
from praya.match.requests.times import sites_of_slot
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.meet.parties.partners import Partner, partner
from praya.meet.parties.sides import Side, visiting_side
from praya.show.works.queries_named import NamedWork, work_named


@dataclass
class AskPage:
    """Hold the other side and what the visitor can do about it."""

    found: Partner
    site: Site | None
    is_own: bool = True
    level: str = ""
    line: RequestLine | None = None
    form: AskForm | None = None
    refusal: str = ""
    about: NamedWork | None = None

    def context(self) -> dict[str, Any]:
        """Return what the template reads."""
        calendar = self.found.calendar
        company = self.found.exhibitor.organisation if self.found.exhibitor else None
        person = self.found.person.person if self.found.person else None
        organisation = company or (self.found.person.organisation if self.found.person else None)
        country = (organisation.country if organisation else "") or (person.country if person else "")
        return {
            "calendar": calendar,
            "exhibitor": self.found.exhibitor,
            "person": self.found.person,
            "name": company or person,
            "organisation": organisation,
            "country": country_name(country, get_language() or "en"),
            "staff": self.found.staff if company else [],
            "site": self.site,
            "is_own": self.is_own,
            "level": self.level,
            "buttons": "" if self.is_own else level_buttons(calendar.code, self.level),
            "line": self.line,
            "standing": self.line.standing(timezone.now()) if self.line else "",
            "form": self.form,
            "refusal": self.refusal,
            "about": self.about,
        }


def _site(visit: EditionVisit, found: Partner) -> Site | None:
    owner = found.exhibitor or found.person
    return visit.site(owner.site_id) if owner else None


def ask_page(request: HttpRequest, visit: EditionVisit, found: Partner, *, side: Side | None = None) -> AskPage:
    """Return the desk for asking; without a form when the visitor cannot ask (now), with the sentence that says why.

    Whether the other side has said *no* is not looked at: everybody gets the same page.
    """
    page = AskPage(found, _site(visit, found))
    if not may_meet(visit):
        return page
    side = side or visiting_side(visit)
    if found.calendar.pk in side.pks:
        return page
    page.is_own = False
    page.level = wishes_of(side.delegate).get(found.calendar.pk, page.level)
    page.line = open_line(side, found.calendar.pk)
    if page.line is None or request.method == "POST":
        try:
            require_round(side.edition)
        except Refused as refusal:
            page.refusal = refusal.sentence
        else:
            page.form = _form(posted(request), visit, side, found, _to_begin(request, found, page.level))
            page.about = work_named(visit, request.POST.get("title", "") or request.GET.get("title", ""))
    return page


def edit_form(visit: EditionVisit, side: Side, row: Request, typed: QueryDict | None = None) -> AskForm | None:
    """Return the form that changes a request; None where it is not the own side's, is answered or asks somebody who left.

    It is filled in as `typed` only where it was this form that was sent, and not a button beside it.
    """
    if row.status != Request.Status.SENT or row.sender_id not in side.pks:
        return None
    found = partner(visit.edition, row.recipient.code)
    return _form(typed, visit, side, found, _as_typed(row, found), except_for=row.pk) if found is not None else None


def counter_form(request: HttpRequest, visit: EditionVisit, row: Request) -> CounterForm | None:
    """Return the form that proposes other slots for a request than the other side did; None once they take part no more.

    Its slots are those that its reader would be shown if they asked the other side themselves, and cost a look like them.
    """
    found = partner(visit.edition, row.sender.code)
    if found is None:
        return None
    now, own = timezone.now(), proposed_slots(row) if row.is_countered else []
    sees_slots = may_see_slots(row.recipient_id, row.sender_id, at=now)
    offers = Offers([], [])
    if sees_slots:
        others = [row.sender_id]
        offers = offers_of(visit.edition, visit.sites, row.recipient_id, others, after=now, except_for=row.pk, named=row.named_id)
    initial = {"version": row.version, "line": row.reply, "slot": [slot.isoformat() for slot in own]}
    form = CounterForm(posted(request), initial=initial, slots=offers.free)
    form.sees_slots = sees_slots
    form.table = slot_table(offers, form["slot"].value() or [], _sites(visit, found), visit.zone)
    return form


def _sites(visit: EditionVisit, found: Partner) -> list[Site]:
    theirs = _site(visit, found)
    own = visit.delegate.site_id if visit.delegate else None
    return sites_of_slot(visit.sites, [own, theirs.pk if theirs else None])


def _form(
    typed: QueryDict | None, visit: EditionVisit, side: Side, found: Partner, initial: dict[str, Any], *, except_for: int = 0
) -> AskForm:
    now = timezone.now()
    sees_slots = may_see_slots(side.acting, found.calendar.pk, at=now)
    offers = Offers([], [])
    if sees_slots:
        offers = offers_of(visit.edition, visit.sites, side.acting, [found.calendar.pk], after=now, except_for=except_for)
    form = AskForm(
        typed,
        initial=initial,
        slots=offers.free,
        staff=found.staff if found.exhibitor else [],
        guests=guest_choices(side, found.calendar.pk),
    )
    form.sees_slots = sees_slots
    form.table = slot_table(offers, form["slot"].value() or [], _sites(visit, found), visit.zone)
    return form


def _to_begin(request: HttpRequest, found: Partner, level: str) -> dict[str, Any]:
    return {
        "key": random_code(),
        "level": "must" if level == Wish.Level.MUST else "like",
        "named": found.named.code if found.named else request.GET.get("named", ""),
    }


def _as_typed(row: Request, found: Partner) -> dict[str, Any]:
    # What the other side has proposed is accepted, not proposed.
    slots = [] if row.is_countered else [slot.isoformat() for slot in proposed_slots(row)]
    named = next((delegate.code for delegate in found.staff if delegate.pk == row.named_id), "")
    return {
        "version": row.version,
        "level": row.level,
        "message": row.message,
        "named": named,
        "guests": list(row.guests.values_list("code", flat=True)),
        "slot": slots,
    }
