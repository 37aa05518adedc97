"""End the requests of somebody who is erased, and take their name out of what others were told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from praya.core.holding import NAMELESS, Subject
from praya.core.letters.models import Letter
from praya.match.diary.booking import is_met
from praya.match.requests.actions import OPEN, decline_request, withdraw_request
from praya.match.requests.models import Request
from praya.match.requests.rules import has_expired
from praya.meet.accreditation.models import Delegate
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
    """Put nobody's name where others were told that the person had answered them, and no words where they had written any."""
    own = list(Delegate.objects.filter(person__in=who.people).values_list("pk", flat=True))
    # What stood before somebody proposed again holds words of both sides.
    Request.objects.filter(Q(stood__replied_by__in=own) | Q(sent_by__in=own)).exclude(stood={}).update(stood={})
    for told in (Notice, Letter):
        for row in told.objects.filter(facts__by__in=own, facts__has_key="line"):
            told.objects.filter(pk=row.pk).update(facts={name: value for name, value in row.facts.items() if name != "line"})
    theirs = Q(recipient__delegate__person__in=who.people) | Q(sender__delegate__person__in=who.people)
    codes = list(Request.objects.filter(theirs).values_list("code", flat=True))
    for notice in Notice.objects.filter(facts__request__in=codes, facts__has_key="with").exclude(delegate__in=own):
        Notice.objects.filter(pk=notice.pk).update(facts=notice.facts | {"with": NAMELESS, "with_names": {}})
