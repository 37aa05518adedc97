"""Answer many requests for seats at once, before they would wait for a page each: what the front hands over in one batch.

Nothing is believed but what is asked anew: the session and the account behind each pass, and whatever else `taking` asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.contrib.sessions.models import Session
from django.db import OperationalError, close_old_connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from praya.core.accounts.models import Account
from praya.core.portions import portions
from praya.core.retrying import is_busy
from praya.core.revocations.standing import state_now
from praya.meet.seats.passes import Pass, key_of
from praya.meet.seats.rules import State
from praya.meet.seats.taking import Answered, Wanted, take
from praya.meet.seats.wording import own_words

BUSY = "busy"
MARK = "@@place@@"
PORTION = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a request as the front received it: by which pass, in which session, and when."""

    granted: Pass
    session: str
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what is answered: a page with its status, or the address of one (303); None of both is left to the pages."""

    status: int
    page: bytes = b""
    address: str = ""


def answer_all(asked: Sequence[Asked], *, is_calm: bool) -> list[Reply | None]:
    """Take some requests, in the order of their arrival, and return what each is answered; None where a page has to answer.

    While it `is_calm` whoever has a seat is led back to the session's page; in a rush they read it on a page of its own.
    """
    close_old_connections()
    try:
        if state_now().reason:
            return [None] * len(asked)
        known = _known(asked)
        return _taken(asked, known, is_calm=is_calm)
    except OperationalError as fault:
        if not is_busy(fault):
            raise
        return [Reply(503, _page(BUSY, "", "", "", "", one.granted.language)) for one in asked]


def _known(asked: Sequence[Asked]) -> list[bool]:
    """Return whose session and account still are what they were when the page was read."""
    sessions: set[str] = set()
    for some in portions({one.session for one in asked}, PORTION):
        rows = Session.objects.filter(session_key__in=some, expire_date__gt=timezone.now())
        sessions |= set(rows.values_list("session_key", flat=True))
    hashes: dict[int, str] = {}
    for numbers in portions({one.granted.account for one in asked}, PORTION):
        rows_of = Account.objects.filter(pk__in=numbers, is_active=True).only("pk", "password")
        hashes |= {account.pk: account.get_session_auth_hash() for account in rows_of}
    return [
        one.session in sessions
        and (found := hashes.get(one.granted.account)) is not None
        and key_of(one.session, found) == one.granted.key
        for one in asked
    ]


def _taken(asked: Sequence[Asked], known: Sequence[bool], *, is_calm: bool) -> list[Reply | None]:
    by_admission: dict[int, list[int]] = defaultdict(list)
    for at, is_known in enumerate(known):
        if is_known:
            by_admission[asked[at].granted.admission].append(at)
    replies: list[Reply | None] = [None] * len(asked)
    for admission, places in by_admission.items():
        wanted = [Wanted(asked[at].granted.delegate, asked[at].arrived_at, asked[at].granted.account) for at in places]
        answers = take(admission, wanted)
        for at, answered in zip(places, answers, strict=True):
            replies[at] = _reply(asked[at].granted, answered, is_calm=is_calm)
    return replies


def _reply(granted: Pass, answered: Answered, *, is_calm: bool) -> Reply:
    if answered.reason:
        opens = answered.opens_at.isoformat() if answered.opens_at is not None else ""
        return Reply(422, _page("", str(answered.reason), opens, granted.edition, granted.session, granted.language))
    if is_calm:
        return Reply(303, address=_address(granted.edition, granted.session))
    page = _page(answered.state, "", "", granted.edition, granted.session, granted.language)
    return Reply(200, page.replace(MARK.encode(), str(answered.place).encode()))


def _address(edition: str, session: str) -> str:
    return f"{reverse('session', args=[edition, session])}#seats"


@lru_cache(maxsize=1024)
def _page(state: str, reason: str, opens: str, edition: str, session: str, language: str) -> bytes:
    """Return the page of an answer: put together once for all who get the same, but for their place on the waiting list."""
    with override(language):
        facts: Mapping[str, object] = {
            "own": own_words(state) if state != BUSY else "",
            "is_waiting": state == State.WAITING,
            "is_busy": state == BUSY,
            "reason": reason,
            "opens_at": datetime.fromisoformat(opens) if opens else None,
            "next": _("A seat that is given back goes to the first who waits, who is told.") if state == State.WAITING else "",
            "place": MARK,
            "address": _address(edition, session) if session else "",
        }
        return render_to_string("meet/seats/answer.html", dict(facts)).encode()
