"""Count the threads that hold something new, within the query that every page makes of its visitor.

Written as SQL because it is part of every page: put together by Django it takes four times as long as the database needs
to answer it. A test compares it with the rows.
"""

from __future__ import annotations

from django.db.models import IntegerField
from django.db.models.expressions import Combinable, RawSQL

from praya.match.messages.models import ThreadSide
from praya.meet.accreditation.models import Delegate

BADGE = "match/messages/_unread.html"
_COUNT = """(SELECT COUNT(*) FROM match_threadside side
WHERE side.delegate_id = meet_delegate.id AND side.unread > 0 AND NOT side.is_muted)"""


def unread_threads() -> Combinable:
    """Return what to add to a query of delegates: how many of their threads hold something new and are not muted."""
    return RawSQL(_COUNT, (), output_field=IntegerField())  # noqa: S611 - nothing in it comes from outside


def unread_of(delegate: Delegate) -> int:
    """Return how many threads hold something new for a delegate, after that has changed."""
    return ThreadSide.objects.filter(delegate=delegate.pk, unread__gt=0, is_muted=False).count()
