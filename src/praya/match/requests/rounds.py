"""Find, open and freeze rounds of matching."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.match.diary.booking import TRIES
from praya.match.requests.models import Round
from praya.match.requests.wishes import requests_from_wishes
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.editions.models import Edition
from praya.meet.notices.letters import write_to
from praya.meet.parties.actions import ensure_parties


def rounds_of(edition: Edition) -> QuerySet[Round]:
    """Return the rounds of an edition, the latest first."""
    return Round.objects.filter(edition=edition).order_by("-number")


def round_of(edition: Edition, number: int) -> Round:
    """Return a round of the edition; Http404 for any other."""
    return get_object_or_404(rounds_of(edition).select_related("edition"), number=number)


def hold_round(number: int) -> Round:
    """Lock a round, by the number of its row, and return it as it is then."""
    return Round.objects.select_for_update().get(pk=number)


def open_round(
    edition: Edition,
    *,
    by: Account | None,
    includes_unanswered: bool = True,
    expiry_hours: int = 72,
    freeze_slots: int = 2,
) -> Round:
    """Open the edition's next round; Refused while another one is in preparation."""
    number = rounds_of(edition).aggregate(last=Max("number"))["last"] or 0
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
            told = able_to_meet(edition=edition).order_by("pk").values_list("pk", flat=True)
            write_to(list(told), "round_opened", at=opened.opened_at, by=by, facts={"round": opened.code})
    except IntegrityError:
        raise Refused(_("Another round is still being prepared. Publish it first.")) from None
    ensure_parties(edition)
    return opened


def freeze_round(current: Round, *, by: Account | None, at: datetime) -> Round:
    """Close a round to changes by participants; wishes that have become requests by now compete."""
    for attempt in range(TRIES):
        try:
            return _freeze(current, by=by, at=at)
        except IntegrityError:
            # Somebody has asked for the very meeting that a wish was about to become: look again.
            if attempt == TRIES - 1:
                raise
    raise AssertionError


def _freeze(current: Round, *, by: Account | None, at: datetime) -> Round:
    with transaction.atomic():
        locked = Round.objects.select_for_update().select_related("edition").get(pk=current.pk)
        if locked.status != Round.Status.OPEN:
            raise Refused(_("Only an open round can be frozen."))
        made = requests_from_wishes(locked, at=at)
        locked.status, locked.frozen_at = Round.Status.FROZEN, at
        locked.save()
        record("freeze round", locked, by=by, edition=locked.edition_id, after={"requests_from_wishes": made})
        return locked
