"""Say who cannot leave an edition by a merge: whoever has requests there."""

from __future__ import annotations

from django.db.models import Q

from praya.match.requests.models import Request


def has_requests(delegate: int) -> bool:
    """Tell whether a delegate has sent, or is asked for by, a request that would be lost without them."""
    own = Q(sender__delegate=delegate) | Q(recipient__delegate=delegate)
    said = Q(named=delegate) | Q(sent_by=delegate) | Q(replied_by=delegate)
    return Request.objects.filter(own | said, status__in=(Request.Status.SENT, Request.Status.ACCEPTED)).exists()
