"""Turn a suggestion into a wish or a request, or leave it out; all of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.match.requests.actions import say_wish, send_request
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.match.suggestions.models import LeftOut, SuggestionUse
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, kind_of, number_of, pk_of
from praya.match.suggestions.reading import Kept
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.actions import acting_party
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side
from praya.meet.works.models import Work

MOST_LEFT_OUT = 300


@dataclass(frozen=True, slots=True)
class Target:
    """Hold on whose calendar a suggestion is met, the delegate asked for by name, and the title it is about."""

    calendar: Party
    named: int | None = None
    title: int | None = None


def target_of(number: int) -> Target | None:
    """Return whom a suggestion leads to; None when nobody presents it any more."""
    if kind_of(number) == EXHIBITOR:
        found = Party.objects.filter(exhibitor=pk_of(number)).first()
        return Target(found) if found is not None else None
    if kind_of(number) == PERSON:
        return _person(pk_of(number), None)
    work = Work.objects.filter(pk=pk_of(number)).first()
    if work is None:
        return None
    if work.exhibitor_id is None:
        return _person(work.contact_id, work.title_id) if work.contact_id is not None else None
    stand = Party.objects.filter(exhibitor=work.exhibitor_id).first()
    return Target(stand, None, work.title_id) if stand is not None else None


def _person(delegate: int, title: int | None) -> Target:
    found = Delegate.objects.get(pk=delegate)
    calendar = acting_party(found)
    return Target(calendar, found.pk if calendar.exhibitor_id is not None else None, title)


def wish_for(side: Side, kept: Kept, target: Target, level: str, *, at: datetime) -> str:
    """Say a wish about whom a suggestion leads to; return what the side said before."""
    with transaction.atomic():
        before = say_wish(side, target.calendar, level, at=at)
        _note(side, kept, SuggestionUse.How.WISHED)
    return before


def ask_for(side: Side, kept: Kept, target: Target, *, at: datetime, key: str = "") -> Request:
    """Ask whom a suggestion leads to for a meeting, at any time, about the work if it is one."""
    proposal = Proposal(named=target.named, title=target.title)
    request = send_request(side, target.calendar, proposal, at=at, key=key)
    _note(side, kept, SuggestionUse.How.ASKED, request)
    return request


def _note(side: Side, kept: Kept, how: str, request: Request | None = None) -> None:
    SuggestionUse.objects.update_or_create(
        delegate=side.delegate,
        number=kept.number,
        how=how,
        defaults={"edition_id": side.edition, "codes": kept.codes, "request": request},
    )


def leave_out(side: Side, kept: Kept, dislike: str) -> LeftOut:
    """Leave a suggestion out, or all that share a trait with it; the trail says only that something changed."""
    values = {str(kind): value for kind, value in sorted(kept.traits, key=str)}
    if dislike not in values:
        raise Refused(_("Choose what you would rather not be shown."))
    with transaction.atomic():
        if LeftOut.objects.filter(delegate=side.delegate).count() >= MOST_LEFT_OUT:
            raise Refused(_("You have left out %(most)d things already. Take one back first.") % {"most": MOST_LEFT_OUT})
        known = {"delegate": side.delegate, "dislike": dislike, "value": str(values[dislike])}
        left, _is_new = LeftOut.objects.get_or_create(**known, defaults={"because": kept.number})
        _record(side)
    return left


def take_back(side: Side, number: int) -> None:
    """Let what was left out be suggested again; taking it back twice changes nothing."""
    with transaction.atomic():
        if LeftOut.objects.filter(delegate=side.delegate, pk=number).delete()[0]:
            _record(side)


def _record(side: Side) -> None:
    record("change suggestions", "meet.party", by=side.account, edition=side.edition, after={"calendar": side.acting})


def number_named(edition: int, code: str) -> int | None:
    """Return the number behind the code of a calendar or of a title shown at an edition."""
    row = Party.objects.filter(edition=edition, code=code).values_list("exhibitor", "delegate").first()
    if row is not None:
        return number_of(EXHIBITOR, row[0]) if row[0] else number_of(PERSON, row[1])
    work = (
        Work.objects.filter(edition=edition, title__code=code, status=Work.Status.ACCEPTED).values_list("pk", flat=True).first()
    )
    return number_of(WORK, work) if work is not None else None
