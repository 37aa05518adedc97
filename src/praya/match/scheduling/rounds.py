"""Open, freeze and reopen rounds of matching."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.match.requests.models import Round
from praya.match.requests.wishes import requests_from_wishes
from praya.match.scheduling.models import Run
from praya.meet.editions.models import Edition
from praya.meet.parties.actions import ensure_parties


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
