"""Find, plan, open and freeze rounds of matching."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.actions.changing import plain
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.revocations.actions import touch
from praya.match.diary.booking import TRIES
from praya.match.requests.last_day import last_day_of, require_within
from praya.match.requests.models import Round, RoundStep
from praya.match.requests.round_moments import MOMENTS, require_order
from praya.match.requests.steps import take_step
from praya.match.requests.wishes import requests_from_wishes
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to
from praya.meet.parties.actions import ensure_parties


def every_round() -> QuerySet[Round]:
    """Return the rounds of all editions."""
    return Round.objects.all()


def rounds_of(edition: Edition) -> QuerySet[Round]:
    """Return the rounds of an edition, the latest first."""
    return Round.objects.filter(edition=edition).order_by("-number")


def rounds_to_publish(by: datetime) -> QuerySet[Round]:
    """Return the rounds of all editions that are to publish by themselves until a moment, and have not."""
    return Round.objects.filter(publishes_at__lte=by).exclude(status=Round.Status.PUBLISHED).order_by("pk")


def round_of(edition: Edition, number: int) -> Round:
    """Return a round of the edition; Absent for any other."""
    return existing(rounds_of(edition).select_related("edition").filter(number=number).first())


def round_held(number: int) -> Round | None:
    """Lock a round, by the number of its row, and return it as it is then; None where it was given up."""
    return Round.objects.select_for_update().filter(pk=number).first()


def hold_round(number: int) -> Round:
    """Lock a round, by the number of its row, and return it as it is then; Refused where it was given up."""
    held = round_held(number)
    if held is None:
        raise Refused(_("This round has been given up meanwhile. Look at the list of rounds."))
    return held


def open_round(
    edition: Edition,
    *,
    by: Account | None,
    includes_unanswered: bool = True,
    expiry_hours: int = 72,
    freeze_slots: int = 2,
    **moments: datetime | None,
) -> Round:
    """Open the edition's next round, or plan it where it `opens_at` a moment; Refused while another one is in preparation."""
    now = timezone.now()
    require_order(moments, moments, at=now)
    require_within(moments, moments, last_day_of(edition, list(edition.sites.all())))
    is_planned = moments.get("opens_at") is not None
    number = rounds_of(edition).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            made = Round.objects.create(
                edition=edition,
                number=number + 1,
                status=Round.Status.PLANNED if is_planned else Round.Status.OPEN,
                opened_at=None if is_planned else now,
                includes_unanswered=includes_unanswered,
                expiry_hours=expiry_hours,
                freeze_slots=freeze_slots,
                **moments,
            )
            facts = {"number": made.number, **{name: plain(moment) for name, moment in moments.items() if moment}}
            record("plan round" if is_planned else "open round", made, by=by, edition=edition.pk, after=facts)
            if not is_planned:
                _tell_of_opening(made, "round_opened", by=by, at=now)
    except IntegrityError:
        raise Refused(_("Another round is still being prepared. Publish it first.")) from None
    ensure_parties(edition)
    return made


def _tell_of_opening(opened: Round, kind: str, *, by: Account | None, at: datetime) -> None:
    told = able_to_meet(edition=opened.edition_id).order_by("pk").values_list("pk", flat=True)
    write_to(list(told), kind, at=at, by=by, facts={"round": opened.code})


def open_due(*, at: datetime) -> int:
    """Open the rounds whose moment has come; return how many."""
    due = Round.objects.filter(status=Round.Status.PLANNED, opens_at__lte=at).order_by("pk")
    return sum(_opens(number, at) for number in due.values_list("pk", flat=True))


def _opens(number: int, at: datetime) -> bool:
    with transaction.atomic():
        held = round_held(number)
        if held is None or held.status != Round.Status.PLANNED or held.opens_at is None or held.opens_at > at:
            # Somebody has opened it at this very moment, put it off or given it up.
            return False
        facts = take_step(held, RoundStep.Kind.OPEN, held.opens_at, at)
        _open(held, "round_opened_as_planned", by=None, at=at, facts=facts)
    ensure_parties(held.edition)
    return True


def open_now(planned: Round, *, by: Account | None, at: datetime) -> Round:
    """Open a planned round before its moment."""
    with transaction.atomic():
        held = hold_round(planned.pk)
        if held.status != Round.Status.PLANNED:
            raise Refused(_("This round is open already, or over."))
        _open(held, "round_opened", by=by, at=at, facts={"number": held.number})
    ensure_parties(held.edition)
    return held


def _open(held: Round, kind: str, *, by: Account | None, at: datetime, facts: dict[str, object]) -> None:
    held.status, held.opened_at = Round.Status.OPEN, at
    held.save()
    record("open round", held, by=by, edition=held.edition_id, after=facts)
    _tell_of_opening(held, kind, by=by, at=at)


def drop_round(planned: Round, *, by: Account | None) -> None:
    """Give a planned round up; one that has been open stays."""
    with transaction.atomic():
        held = hold_round(planned.pk)
        if held.status != Round.Status.PLANNED:
            raise Refused(_("Only a round that has not opened yet can be given up."))
        kept = {name: plain(getattr(held, name)) for name in ("number", *MOMENTS)}
        record("drop round", held, by=by, edition=held.edition_id, before=kept)
        held.delete()


def close_due(*, at: datetime) -> int:
    """Freeze the rounds whose time is over; return how many."""
    due = Round.objects.filter(status=Round.Status.OPEN, closes_at__lte=at).order_by("pk")
    return sum(_has_closed(one, at) for one in due)


def _has_closed(current: Round, at: datetime) -> bool:
    try:
        freeze_round(current, by=None, at=at, is_due=True)
    except Refused:
        # Somebody has frozen it at this very moment, or given it more time.
        return False
    return True


def freeze_round(current: Round, *, by: Account | None, at: datetime, is_due: bool = False) -> Round:
    """Close a round to changes by participants; wishes that have become requests by now compete.

    With `is_due` only if its own time is over.
    """
    for attempt in range(TRIES):
        try:
            return _freeze(current, by=by, at=at, is_due=is_due)
        except IntegrityError:
            # Somebody has asked for the very meeting that a wish was about to become: look again.
            if attempt == TRIES - 1:
                raise
    raise AssertionError


def _freeze(current: Round, *, by: Account | None, at: datetime, is_due: bool) -> Round:
    with transaction.atomic():
        locked = hold_round(current.pk)
        if locked.status != Round.Status.OPEN:
            raise Refused(_("Only an open round can be frozen."))
        if is_due and (locked.closes_at is None or locked.closes_at > at):
            raise Refused(_("A round closes in the future. Choose a later moment."))
        made = requests_from_wishes(locked, at=at)
        locked.status, locked.frozen_at = Round.Status.FROZEN, at
        locked.save()
        touch([locked], changed=("status",))
        facts = take_step(locked, RoundStep.Kind.CLOSE, locked.closes_at, at) if is_due and locked.closes_at else {}
        record("freeze round", locked, by=by, edition=locked.edition_id, after={"requests_from_wishes": made, **facts})
        return locked


def reopen(held: Round, *, by: Account | None, at: datetime) -> None:
    """Let participants change a frozen round again, that its caller holds; moments that cannot come any more are emptied."""
    were = {name: getattr(held, name) for name in MOMENTS}
    held.status, held.frozen_at = Round.Status.OPEN, None
    if held.closes_at is not None and held.closes_at <= at:
        # Else it would close again at once; and there is nothing to remind of.
        held.closes_at = held.reminds_at = held.reminded_at = None
    if held.publishes_at is not None and held.publishes_at <= (held.closes_at or at):
        held.publishes_at = None
    held.save()
    touch([held], changed=("status",))
    emptied = {name: plain(were[name]) for name in MOMENTS if getattr(held, name) != were[name]}
    told = {"before": emptied, "after": dict.fromkeys(emptied)} if emptied else {}
    record("reopen round", held, by=by, edition=held.edition_id, **told)


def mark_published(held: Round, *, at: datetime) -> None:
    """Close a round for good, that its caller holds: its meetings stand."""
    held.status, held.published_at = Round.Status.PUBLISHED, at
    held.save()
