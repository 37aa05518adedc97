"""Write an edition's requests as sheets: as the wishes they came from, which can be imported again, and for reading.

What somebody privately said about another, and above all every veto, stays in the database: the sheets are the same whether
it was said or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.writing import Cell, Sheet
from praya.match.requests.models import ProposedSlot, Request
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.parties.models import Party
from praya.meet.registration.exporting import words_of_delegates
from praya.meet.registration.surroundings import reference_in

CHUNK = 2_000
OPEN = (Request.Status.SENT, Request.Status.ACCEPTED)
Words = dict[int, tuple[str, str]]
_HEADS = ("request", "sender", "recipient", "level", "status", "sent at (UTC)", "answered at (UTC)")
_SIDE = ("exhibitor__organisation__name", "delegate__person__name")


def proposed_slots(edition: int) -> dict[int, list[datetime]]:
    """Return the slots that each request of an edition proposes, earliest first."""
    slots: dict[int, list[datetime]] = defaultdict(list)
    rows = ProposedSlot.objects.filter(request__edition=edition).order_by("starts_at")
    for request, starts_at in rows.values_list("request", "starts_at"):
        slots[request].append(starts_at)
    return slots


def export_wishes(kind: SheetKind, reading: Reading) -> Sheet:
    """Return the open requests between people and companies who can still meet: the others could not be imported.

    The column of messages stays empty, which an import takes as "keep": only the two sides read them.
    """
    return kind.sheet(_wish_rows(reading))


def _wish_rows(reading: Reading) -> Iterator[list[Cell]]:
    edition, words = reading.edition, reading.shared(words_of_delegates)
    slots = proposed_slots(edition.pk)
    able = set(Delegate.objects.filter(CAN_MEET, edition=edition).order_by().values_list("pk", flat=True))
    found = Request.objects.filter(edition=edition, status__in=OPEN).order_by("pk")
    for request in found.select_related(
        "sender__exhibitor__organisation", "recipient__exhibitor__organisation", "recipient__exhibitor__site"
    ):
        sender = _side_word(request.sender, request.sent_by_id, words, able, edition.market_id)
        recipient = _side_word(request.recipient, request.named_id, words, able, edition.market_id)
        if sender and recipient:
            zone = _zone(request.recipient, words)
            times = "; ".join(f"{slot.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for slot in slots.get(request.pk, ()))
            yield [sender, recipient, str(request.level), "", times, zone if times else "", str(request.status)]


def _side_word(side: Party, delegate: int | None, words: Words, able: set[int], market: int) -> str:
    """Return the word for a side: of a company the person concerned, where one is; nothing for who cannot meet any more."""
    if side.exhibitor is not None:
        return words[delegate][0] if delegate in able and delegate else reference_in(side.exhibitor.organisation, market)
    return words[side.delegate_id][0] if side.delegate_id in able and side.delegate_id else ""


def _zone(side: Party, words: Words) -> str:
    if side.exhibitor is not None:
        return side.exhibitor.site.zone if side.exhibitor.site else "UTC"
    return words[side.delegate_id or 0][1]


def export_requests(kind: SheetKind, reading: Reading) -> Sheet:
    """Return all requests by the names of their two sides."""
    return Sheet(kind.key, _HEADS, _request_rows(reading))


def _request_rows(reading: Reading) -> Iterator[list[Cell]]:
    columns = ["code", *(f"{side}__{name}" for side in ("sender", "recipient") for name in _SIDE)]
    columns += ["level", "status", "sent_at", "answered_at"]
    found = Request.objects.filter(edition=reading.edition).order_by("pk")
    for code, company, person, other_company, other_person, *rest in found.values_list(*columns).iterator(CHUNK):
        yield [code, company or person, other_company or other_person, *rest]
