"""Hold the editions where a pair is while one record is made of two, or two of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.db.models import Q

from praya.core.duplicates.models import Resemblance
from praya.meet.accreditation.consequences import follow
from praya.meet.editions.objections import change_checked
from praya.meet.editions.queries import editions_of


@contextmanager
def changing(pair: Resemblance) -> Iterator[None]:
    """Lock the editions where either record is, so that no scheduled meeting becomes impossible by the change."""
    numbers = (pair.first, pair.second)
    concerned = Q()
    if pair.kind in {"person", "organisation"}:
        concerned = Q(**{f"delegates__{pair.kind}__in": numbers})
    if pair.kind == "organisation":
        concerned |= Q(exhibitors__organisation__in=numbers)
    editions = editions_of(pair.market).filter(concerned).order_by("pk").distinct() if concerned else []
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        locked = [stack.enter_context(change_checked(edition)) for edition in editions]
        yield
        for edition in locked:
            follow(edition)
