"""Count the threads that hold something new, within the query that every page makes of its visitor."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from praya.match.messages.models import ThreadSide
from praya.meet.accreditation.models import Delegate

NAME = "unread_threads"


def unread_threads() -> Combinable:
    """Return what to add to a query of delegates: how many of their threads hold something new and are not muted."""
    rows = ThreadSide.objects.filter(delegate=OuterRef("pk"), unread__gt=0, is_muted=False).order_by().values("delegate")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def unread_of(delegate: Delegate) -> int:
    """Return how many threads hold something new for a delegate, after that has changed."""
    return ThreadSide.objects.filter(delegate=delegate.pk, unread__gt=0, is_muted=False).count()
