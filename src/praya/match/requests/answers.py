"""Prepare what a side may answer to a request: at which slots, whether any time is an answer, and what can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from praya.match.diary.booking import is_met
from praya.match.requests.endings import cancelled_by, ended_with
from praya.match.requests.looking import may_see_slots
from praya.match.requests.models import Request, Round
from praya.match.requests.placing import has_passed_over, own_quota_words, starts_with_quota
from praya.match.requests.queries import RequestLine, last_counter, proposed_slots
from praya.match.requests.rules import UNDO, again_until, current_round, is_fresh
from praya.match.requests.slots import slots_of_own, slots_still_possible, slots_to_answer
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side

MOST_OTHERS = 3


@dataclass
class Answers:
    """Hold the slots that were proposed, each with whether it is possible, up to three others, and which one is chosen first.

    `round` is the state of the round: only while a schedule is prepared is any time an answer of its own. `full` says that the
    side itself has as many meetings as it may have.
    """

    round: str = ""
    closes_at: datetime | None = None
    proposed: list[tuple[datetime, bool]] = field(default_factory=list)
    others: list[datetime] = field(default_factory=list)
    full: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether the schedule is published."""
        return self.round == Round.Status.PUBLISHED

    @property
    def is_frozen(self) -> bool:
        """Tell whether the schedule is being computed, so that nobody can accept."""
        return self.round == Round.Status.FROZEN

    @property
    def chosen(self) -> datetime | None:
        """Return the slot that is chosen until the reader chooses another: the first possible one."""
        return next((slot for slot, is_free in self.proposed if is_free), self.others[0] if self.others else None)


def answers_to(visit: EditionVisit, side: Side, row: Request, line: RequestLine, now: datetime) -> Answers:
    """Return what a side may choose now, for a request that waits for it or that was agreed on and has no meeting."""
    current = current_round(row.edition_id)
    found = Answers(current.status if current else "", current.closes_at if current else None)
    proposed = proposed_slots(row)
    found.proposed = [(slot, False) for slot in proposed]
    is_open = line.standing(now) in {"yours", "proposes", "unbooked"} and line.box != "guest"
    if is_open and not found.is_frozen:
        edition, sites = visit.edition, visit.sites
        is_asked = line.box == "received"
        named = row.named_id if is_asked else None
        free = set(slots_still_possible(edition, sites, side.acting, proposed, named=named, after=now))
        own, other = (row.recipient_id, row.sender_id) if is_asked else (row.sender_id, row.recipient_id)
        if found.is_live and not has_passed_over(row) and may_see_slots(own, other, at=now):
            found.others = slots_to_answer(edition, sites, own, row, after=now)[:MOST_OTHERS]
        possible = [*free, *found.others]
        party = Party.objects.select_related("delegate__category").get(pk=own)
        allowed = set(starts_with_quota(party, edition_grid(edition, sites), possible))
        found.full = own_quota_words() if possible and not allowed else ""
        found.proposed = [(slot, slot in free & allowed) for slot in proposed]
        found.others = [slot for slot in found.others if slot in allowed]
    return found


def first_slots(
    visit: EditionVisit, side: Side, lines: Iterable[RequestLine], held: Counter[datetime], now: datetime
) -> dict[str, datetime]:
    """Return, by the codes of the requests that wait for the side, the first proposed slot in which it is free itself.

    `held` are the slots that it has offered to others.
    """
    waiting = [line for line in lines if line.standing(now) in {"yours", "proposes"}]
    proposed = {line.code: line.proposed for line in waiting if line.proposed}
    if not proposed:
        return {}
    free = slots_of_own(visit.edition, visit.sites, side.acting, held, after=now)
    # Whom the other side is to send is theirs to know.
    named = {line.code: line.named if line.box == "received" else None for line in waiting}
    firsts = {code: _first(slots, free(named[code])) for code, slots in proposed.items()}
    return {code: first for code, first in firsts.items() if first is not None}


def _first(slots: Sequence[datetime], free: set[datetime]) -> datetime | None:
    return next((slot for slot in slots if slot in free), None)


def undoable_until(side: Side, row: Request, line: RequestLine, now: datetime) -> tuple[str, datetime | None]:
    """Return which route takes back what this side has just done to a request, and until when; nothing where nothing does."""
    if line.box == "received" and line.standing(now) == "theirs":
        until = recallable_until(row, now)
        return ("request_recall", until) if until else ("", None)
    if line.box == "sent" and line.standing(now) == "theirs":
        until = again_until(row)
        return ("request_recall", until) if until is not None and now < until else ("", None)
    if row.answered_at is None or not is_fresh(row, now):
        return "", None
    until = row.answered_at + UNDO
    if cancelled_by(side, row) is not None:
        return "request_restore", until
    if row.status == Request.Status.WITHDRAWN and line.box == "sent":
        return "request_resume", until
    has_declined = row.status == Request.Status.DECLINED and line.box == "received"
    has_booked = row.status == Request.Status.ACCEPTED and line.met_at is not None and line.is_answerer
    return ("request_reopen", until) if has_declined or has_booked else ("", None)


def restorable_until(side: Side, row: Request, meeting: str, now: datetime) -> datetime | None:
    """Return until when this side can restore a meeting that it has cancelled; None where it cannot, or not any more."""
    if row.answered_at is None or not is_fresh(row, now):
        return None
    cancelled = cancelled_by(side, row)
    return row.answered_at + UNDO if cancelled is not None and cancelled.code == meeting else None


def who_cancelled(side: Side, row: Request) -> str:
    """Say who has cancelled the meeting of a request, and ended it with it; nothing where it has not ended so."""
    if ended_with(row) is None:
        return ""
    if cancelled_by(side, row) is not None:
        return _("Your side has cancelled this meeting.")
    # In a group nobody can tell who of those asked it was.
    if row.status == Request.Status.DECLINED and row.guests.exists():
        return _("This meeting has been cancelled.")
    return _("The other side has cancelled this meeting.")


def recallable_until(row: Request, now: datetime) -> datetime | None:
    """Return until when the side that was asked can take back that it has proposed other slots; None where it cannot any more."""
    said = last_counter(row, since=now - UNDO).get("until")
    until = datetime.fromisoformat(said) if said else None
    return until if until is not None and now < until else None


def answered_words(request: Request) -> str:
    """Say to whoever asked and had been asked already what their yes has led to."""
    if is_met(request.pk):
        return _("They had already asked you: the meeting is booked, and on your agenda.")
    return _("They had already asked you: you have accepted. No time is booked yet: the schedule decides, and you are told.")
