"""End the requests of somebody who is erased, and take their name out of what others were told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from praya.core.holding import NAMELESS, Subject
from praya.match.diary.booking import is_met
from praya.match.requests.actions import OPEN, decline_request, withdraw_request
from praya.match.requests.models import Request
from praya.match.requests.rules import has_expired
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side


def end_requests(who: Subject, at: datetime) -> None:
    """Withdraw what the person asked for themselves and decline what they were asked; a company's requests stay with it.

    One that has led to a meeting has come to its end, and one whose time is over ends by itself.
    """
    for party in Party.objects.filter(delegate__person__in=who.people).select_related("delegate"):
        side = Side(party.delegate, who.account, party.pk, (party.pk,))  # type: ignore[arg-type]
        for request in Request.objects.filter(Q(sender=party) | Q(recipient=party), status__in=OPEN):
            end = withdraw_request if request.sender_id == party.pk else decline_request
            is_over = is_met(request.pk) or (request.status == Request.Status.SENT and has_expired(request, at))
            if not is_over:
                end(side, request, at=at)


def rename_in_notices(who: Subject, at: datetime) -> None:
    """Put nobody's name where others were told that the person had answered them."""
    asked = Request.objects.filter(recipient__delegate__person__in=who.people).values_list("code", flat=True)
    for notice in Notice.objects.filter(facts__request__in=list(asked), facts__has_key="with"):
        Notice.objects.filter(pk=notice.pk).update(facts=notice.facts | {"with": NAMELESS})
