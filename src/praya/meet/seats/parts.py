"""Show on a session's page how its seats are given away, how many are left, and what the reader has or can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from praya.engines.programme import Rung, rung_of
from praya.meet.accreditation.queries import categories_of
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.passes import Pass, key_of, written
from praya.meet.seats.queries import Counts, admissions_at, as_rungs, counts_in, ladder_of, no_shows_of, place_in_line
from praya.meet.seats.rules import LIVE, MOMENTS, is_open, rules_of, why_not, why_not_all, why_not_back
from praya.meet.seats.wording import MOMENT_WORDS, category_names, left_words, next_words, own_words, told_rules

State = Seat.State


@dataclass(slots=True)
class Shown:
    """Hold what the page shows of the seats of one place of a session."""

    admission: Admission
    item: Item
    rules: list[str]
    moments: list[tuple[Any, datetime, bool]]
    counts: Counts
    left: str
    seat: Seat | None = None
    own: str = ""
    next: str = ""
    reason: str = ""
    opens_at: datetime | None = None
    why_not_back: str = ""
    can_ask: bool = False
    can_give_back: bool = False
    button: str = ""
    address: str = ""
    late_minutes: int = 0
    reference: str = field(default="")

    @property
    def is_draw(self) -> bool:
        """Tell whether the seats are drawn."""
        return self.admission.method == Admission.Method.DRAW

    @property
    def has_bundle(self) -> bool:
        """Tell whether anybody can play again what was drawn, or sold."""
        return bool(self.admission.bundle) or (not self.is_draw and self.item.starts_at <= timezone.now())


def seats_part(request: HttpRequest, visit: EditionVisit, places: Sequence[Item]) -> SafeString | str:
    """Return the part of a session's page that is about its seats; nothing where no rules are promised."""
    found = shown_of(request, visit, places)
    if not found:
        return ""
    return render_to_string("meet/seats/_part.html", {"shown": found, "many": len(places) > 1}, request)


def shown_of(request: HttpRequest, visit: EditionVisit, places: Sequence[Item]) -> list[Shown]:
    """Return what is shown of each place of which rules are promised; a constant number of queries."""
    by_place = {one.place: one for one in places}
    admissions = admissions_at(list(by_place))
    if not admissions:
        return []
    counts, names = counts_in([one.pk for one in admissions]), category_names(categories_of(visit.edition))
    ladder, delegate = as_rungs(ladder_of(visit.edition.pk)), visit.delegate
    rung, seats = 0, {}
    if delegate is not None:
        seats = {seat.admission_id: seat for seat in Seat.objects.filter(admission__in=admissions, delegate=delegate)}
        rung = rung_of(no_shows_of([delegate.pk]).get(delegate.pk, 0), ladder) if ladder else 0
    now, found = timezone.now(), []
    for admission in admissions:
        one = _shown(admission, by_place[admission.place], counts[admission.pk], told_rules(admission, names, ladder))
        if delegate is not None:
            _for_delegate(one, request, visit, seats.get(admission.pk), (rung, ladder), now)
        found.append(one)
    return found


def _shown(admission: Admission, item: Item, counts: Counts, rules: list[str]) -> Shown:
    now = timezone.now()
    moments = [
        (MOMENT_WORDS[name], moment, moment <= now) for name in MOMENTS if (moment := getattr(admission, name)) is not None
    ]
    late = 0
    if admission.drawn_at is not None and admission.draws_at is not None:
        late = int((admission.drawn_at - admission.draws_at).total_seconds()) // 60
    return Shown(
        admission=admission,
        item=item,
        rules=rules,
        moments=sorted(moments, key=lambda one: one[1]),
        counts=counts,
        left=left_words(counts.left(rules_of(admission))),
        late_minutes=late,
    )


def _for_delegate(
    one: Shown, request: HttpRequest, visit: EditionVisit, seat: Seat | None, standing: tuple[int, list[Rung]], now: datetime
) -> None:
    delegate, admission = visit.me, one.admission
    is_over = one.item.is_cancelled or bool(why_not_all(admission, one.item.starts_at, now))
    one.seat = seat
    if seat is not None:
        one.own = own_words(seat.state, place_in_line(seat) if seat.state == State.WAITING else 0)
        one.next, one.reference = next_words(admission, seat.state), seat.reference
        if seat.state in LIVE and admission.ended_at is None:
            one.why_not_back = why_not_back(admission, seat, one.item.starts_at, now)
            one.can_give_back = not one.why_not_back
            return
    one.reason = why_not_all(admission, one.item.starts_at, now)
    if is_over:
        return
    category = delegate.category.slug if delegate.category is not None else ""
    one.reason, one.opens_at = why_not(admission, category, *standing, now)
    one.can_ask = not one.reason or one.opens_at is not None
    one.button = _button(one, category, now)
    one.address = ask_pass(request, visit, one)


def _button(one: Shown, category: str, now: datetime) -> str:
    """Return which of the three things the one button does."""
    admission = one.admission
    if one.is_draw and admission.drawn_at is None and admission.draws_at is not None and now < admission.draws_at:
        return "draw"
    if not is_open(admission, now):
        return "book"
    left = one.counts.left_for(rules_of(admission), category, is_released=admission.released_at is not None)
    is_pending = one.is_draw and admission.drawn_at is None and one.counts.by_state[State.POOL]
    return "book" if left and not is_pending else "wait"


def ask_pass(request: HttpRequest, visit: EditionVisit, one: Shown) -> str:
    """Return the pass of the button, which is its reader's alone."""
    account = visit.account
    if account is None:
        return ""
    key = key_of(request.session.session_key or "", account.get_session_auth_hash())
    code, language = one.item.code, get_language() or "en"
    return written(Pass(one.admission.pk, visit.me.pk, account.pk, key, visit.edition.slug, code, language))
