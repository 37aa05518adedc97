"""Open, freeze and reopen rounds of matching."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.match.requests.models import Request, Round, Wish
from praya.match.scheduling.models import Run
from praya.meet.editions.models import Edition
from praya.meet.parties.actions import ensure_parties, pair_name


def open_round(
    edition: Edition,
    *,
    by: Account | None,
    includes_unanswered: bool = True,
    expiry_hours: int = 72,
    freeze_slots: int = 2,
) -> Round:
    """Open the edition's next round; Refused while another one is in preparation."""
    number = Round.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                edition=edition,
                number=number + 1,
                includes_unanswered=includes_unanswered,
                expiry_hours=expiry_hours,
                freeze_slots=freeze_slots,
            )
            record("open round", opened, by=by, edition=edition.pk, after={"number": opened.number})
    except IntegrityError:
        raise Refused(_("Another round is still being prepared. Publish it first.")) from None
    ensure_parties(edition)
    return opened


def freeze_round(current: Round, *, by: Account | None, at: datetime) -> Round:
    """Close a round to changes by participants; wishes that have become requests by now compete."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().select_related("edition").get(pk=current.pk)
        if locked.status != Round.Status.OPEN:
            raise Refused(_("Only an open round can be frozen."))
        made = requests_from_wishes(locked, at=at)
        locked.status, locked.frozen_at = Round.Status.FROZEN, at
        locked.save()
        record("freeze round", locked, by=by, edition=locked.edition_id, after={"requests_from_wishes": made})
        return locked


def reopen_round(current: Round, *, by: Account | None) -> Round:
    """Let participants change things again; runs made so far stay, and publishing re-checks them."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=current.pk)
        if locked.status != Round.Status.FROZEN:
            raise Refused(_("Only a frozen round can be reopened."))
        if locked.runs.filter(status__in=[Run.Status.WAITING, Run.Status.RUNNING]).exists():
            raise Refused(_("A run is going on. Wait for its end or cancel it first."))
        locked.status, locked.frozen_at = Round.Status.OPEN, None
        locked.save()
        record("reopen round", locked, by=by, edition=locked.edition_id)
        return locked


def requests_from_wishes(current: Round, *, at: datetime) -> int:
    """Turn wishes that nobody has sent into requests: mutual ones accepted, the organiser's imported ones as sent.

    A wish that one side made for itself and the other does not share stays private.
    """
    edition = current.edition
    wishes = {
        (one.calendar_id, one.other_id): one
        for one in Wish.objects.filter(calendar__edition=edition).exclude(level=Wish.Level.NO).order_by("pk")
    }
    known = set(
        Request.objects.filter(edition=edition, status__in=["sent", "accepted", "declined"]).values_list("pair", flat=True)
    )
    made: dict[str, Request] = {}
    for (calendar, other), wish in wishes.items():
        pair = pair_name(calendar, other)
        is_mutual = (other, calendar) in wishes
        if pair in known or pair in made or not (is_mutual or wish.by_id is None):
            continue
        made[pair] = Request(
            edition=edition,
            sender_id=calendar,
            recipient_id=other,
            pair=pair,
            level=wish.level,
            sent_by_id=wish.by_id,
            status=Request.Status.ACCEPTED if is_mutual else Request.Status.SENT,
            sent_at=at,
            answered_at=at if is_mutual else None,
            expires_at=None if is_mutual else expiry(current, at),
        )
    Request.objects.bulk_create(made.values(), batch_size=1000)
    return len(made)


def expiry(current: Round, at: datetime) -> datetime:
    """Return when a request sent now ends unanswered."""
    return at + timedelta(hours=current.expiry_hours)
