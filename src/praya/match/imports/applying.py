"""Write a planned import: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.sheets.messages import SheetError
from praya.core.sheets.reading import RawSheet
from praya.match.imports.parties import Key
from praya.match.imports.planning import Plan, Progress, plan_import, silent
from praya.match.imports.wishes import Ask, calendar_keys
from praya.match.requests.models import ProposedSlot, Request, Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import guarded_change
from praya.meet.imports.applying import write
from praya.meet.imports.likeness import keep_alike
from praya.meet.imports.world import chunks
from praya.meet.parties.actions import ensure_parties, pair_name
from praya.meet.parties.models import Party

BATCH = 1000


class Stale(Exception):  # noqa: N818 - an outcome, not a fault
    """Say that the records have changed since the dry run that somebody confirmed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the dry run is out of date")
        self.plan = plan


def apply_import(
    edition: Edition,
    sheets: Sequence[RawSheet],
    *,
    by: Account | None,
    at: datetime,
    name: str = "",
    kind: str = "",
    digest: str = "",
    progress: Progress = silent,
) -> Plan:
    """Take the whole file, or raise: SheetError with the reason, or Stale when `digest` is not the dry run's any more.

    The edition's row is locked first, so that the plan and the writing see the same records.
    """
    try:
        with guarded_change(edition) as locked:
            plan = plan_import(locked, sheets, name=name, kind=kind, progress=progress)
            if digest and plan.digest != digest:
                raise Stale(plan)
            if plan.counts.get("fault"):
                raise SheetError("faults", _("Nothing was imported, because some rows have faults. Mend them and try again."))
            write(plan.world.writes, progress)
            keep_alike(plan.world)
            ensure_parties(locked)
            _write_wishes(plan, at)
            after = {"file": name, **{state: count for state, count in plan.counts.items() if state != "private"}}
            record("import sheets", locked, by=by, edition=locked.pk, after=after)
    except Refused as refused:
        raise SheetError("refused", " ".join([*refused.sentences, *refused.names])) from refused
    except IntegrityError as error:
        raise SheetError(
            "conflict", _("Nothing was imported: somebody changed the same records meanwhile. Check the file once more.")
        ) from error
    return plan


def _write_wishes(plan: Plan, at: datetime) -> None:
    wishes = plan.wishes
    if not (wishes.asks or wishes.changed or wishes.likes or wishes.vetoes):
        return
    # The house's order of locks: requests first, then calendars by number.
    for some in chunks(sorted(ask.pk for ask in wishes.changed if ask.pk is not None)):
        list(Request.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))
    list(Party.objects.select_for_update().filter(edition=plan.edition).order_by("pk").values_list("pk"))
    calendars = {key: pk for pk, key in calendar_keys(plan.edition.pk).items()}
    _send(plan, calendars, at)
    _change(plan, at)
    _say(plan, calendars)


def _send(plan: Plan, calendars: dict[Key, int], at: datetime) -> None:
    """Send the new requests; those of a sheet wait for their answer without expiring."""
    named = _named_delegates(plan, plan.wishes.asks)
    new: list[tuple[Request, Ask]] = []
    for ask in plan.wishes.asks:
        sender, recipient = calendars[ask.sender], calendars[ask.recipient]
        is_accepted = ask.status == Request.Status.ACCEPTED
        request = Request(
            edition=plan.edition,
            sender_id=sender,
            recipient_id=recipient,
            pair=pair_name(sender, recipient),
            level=ask.level,
            message=ask.message,
            status=ask.status,
            named_id=named.get(ask.named),
            sent_by=ask.sent_by,
            sent_at=at,
            answered_at=at if is_accepted else None,
        )
        new.append((request, ask))
    Request.objects.bulk_create([request for request, _ask in new], batch_size=BATCH)
    slots = [ProposedSlot(request=request, starts_at=slot) for request, ask in new for slot in ask.slots]
    ProposedSlot.objects.bulk_create(slots, batch_size=BATCH)


def _named_delegates(plan: Plan, asks: Sequence[Ask]) -> dict[str, int]:
    people = {ask.named for ask in asks if ask.named}
    return {code: delegate.pk for code, delegate in plan.world.delegates.items() if code in people}


def _change(plan: Plan, at: datetime) -> None:
    asks = {ask.pk: ask for ask in plan.wishes.changed if ask.pk is not None}
    named = _named_delegates(plan, list(asks.values()))
    for some in chunks(asks, BATCH):
        requests = list(Request.objects.filter(pk__in=some))
        for request in requests:
            ask = asks[request.pk]
            if ask.status == Request.Status.ACCEPTED and request.status == Request.Status.SENT:
                request.answered_at = at
            request.level, request.message, request.status = ask.level, ask.message, ask.status
            request.named_id = named.get(ask.named)
            request.version += 1
        Request.objects.bulk_update(requests, ["level", "message", "status", "named", "answered_at", "version"])
        ProposedSlot.objects.filter(request__in=some).delete()
        fresh = [ProposedSlot(request_id=pk, starts_at=slot) for pk in some for slot in asks[pk].slots]
        ProposedSlot.objects.bulk_create(fresh)


def _say(plan: Plan, calendars: dict[Key, int]) -> None:
    """Record what sides say about each other; a veto that is there already outlasts whatever a sheet says."""
    said: dict[tuple[int, int], tuple[str, Delegate | None]] = {}
    said.update({(calendars[one], calendars[other]): (level, by) for one, other, level, by in plan.wishes.likes})
    said.update({(calendars[one], calendars[other]): (Wish.Level.NO, by) for one, other, by in plan.wishes.vetoes})
    vetoed = _vetoed(said)
    # Every pair is written, the vetoed ones as they are: a veto must not show in the number of writes either.
    rows = [
        Wish(calendar_id=calendar, other_id=other, level=Wish.Level.NO if (calendar, other) in vetoed else level, by=by)
        for (calendar, other), (level, by) in said.items()
    ]
    Wish.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["calendar", "other"], update_fields=["level"]
    )


def _vetoed(said: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the pairs of which the first has said no to the second."""
    found: set[tuple[int, int]] = set()
    for some in chunks({calendar for calendar, _other in said}):
        vetoes = Wish.objects.filter(calendar__in=some, level=Wish.Level.NO)
        found |= set(vetoes.values_list("calendar", "other"))
    return found
