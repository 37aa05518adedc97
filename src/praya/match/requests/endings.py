"""Tell the requests that ended with their meeting from those that were declined or withdrawn: somebody has cancelled it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from praya.core.audit.queries import entries_of
from praya.match.diary.models import Meeting
from praya.match.diary.queries import cancelled, cancelled_of
from praya.match.requests.models import Request
from praya.meet.parties.sides import Side

ENDED = (Request.Status.DECLINED, Request.Status.WITHDRAWN)
_SAID = ("decline request", "withdraw request")
# Who has cancelled the meeting, seen from a side.
OURS, THEIRS, SOMEBODY = "ours", "theirs", "somebody"


def cancelled_by(side: Side, request: Request) -> Meeting | None:
    """Return the meeting that this side has cancelled, and with it the request; none that anybody else has.

    In a group nobody can tell who of those asked it was.
    """
    is_sender = request.sender_id in side.pks
    ended = Request.Status.WITHDRAWN if is_sender else Request.Status.DECLINED
    concerns = is_sender or (request.recipient_id in side.pks and not request.guests.exists())
    return ended_with(request) if request.status == ended and concerns else None


def ended_with(request: Request) -> Meeting | None:
    """Return the meeting that was cancelled and ended its request with it; None where that ended by itself.

    An acceptance that is taken back cancels its meeting as well: the request that is declined afterwards was declined.
    """
    if request.status not in ENDED or (meeting := cancelled_of(request.pk)) is None:
        return None
    said = entries_of(request).filter(action__in=_SAID).order_by("-pk").first()
    gone = entries_of(meeting).filter(action="cancel meeting").order_by("-pk").first()
    return meeting if said is None or (gone is not None and gone.pk > said.pk) else None


def after_cancelling(side: Side, meeting: Meeting) -> tuple[str, str]:
    """Return the code of the request by which a side can restore a meeting once it has cancelled it, and that of the other side.

    Either is empty where there is none.
    """
    request = Request.objects.filter(pk=meeting.request_id or 0).select_related("sender", "recipient").first()
    if request is None or not {request.sender_id, request.recipient_id} & set(side.pks):
        return "", ""
    is_sender = request.sender_id in side.pks
    can_restore = is_sender or not request.guests.exists()
    if meeting.status == Meeting.Status.CANCELLED:  # pressed twice, or the other side was quicker
        can_restore = cancelled_by(side, request) is not None
    return request.code if can_restore else "", (request.recipient if is_sender else request.sender).code


def with_cancelled(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Return of some requests those that ended with their meeting: the same instant ended both (`date_cancellation`).

    A list asks no trail for that, which has no index by what it tells of.
    """
    together = cancelled(request=OuterRef("pk"), changed_at=OuterRef("answered_at"))
    return rows.filter(Exists(together), status__in=ENDED)


def with_endings(lines: Sequence[Any], side: Side) -> list[Any]:
    """Return the lines of a side's requests; of one that ended with its meeting with who has cancelled that, in one query."""
    ended = [line.code for line in lines if line.status in ENDED]
    if not ended:
        return list(lines)
    found = _by_code(with_cancelled(Request.objects.filter(code__in=ended)), side)
    return [replace(line, cancelled=found[line.code]) if line.code in found else line for line in lines]


def _by_code(rows: QuerySet[Request], side: Side) -> Mapping[str, str]:
    groups = Exists(Request.guests.through.objects.filter(request=OuterRef("pk")))
    columns: Iterable[Any] = rows.annotate(is_group=groups).values_list("code", "status", "sender_id", "is_group")
    return {code: _who(side, status, sender, is_group=is_group) for code, status, sender, is_group in columns}


def _who(side: Side, status: str, sender: int, *, is_group: bool) -> str:
    if status == Request.Status.DECLINED and is_group:
        return SOMEBODY
    by_sender = status == Request.Status.WITHDRAWN
    return OURS if by_sender == (sender in side.pks) else THEIRS
