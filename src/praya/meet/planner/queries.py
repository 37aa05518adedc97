"""Read what delegates have put into their agenda, and what stands in it because of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from praya.core.directory.models import Person
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.planner.models import Bookmark
from praya.meet.planner.planning import Plan, Why
from praya.meet.programme.queries_released import last_release


def is_bookmarked(delegate: Delegate, session: str) -> bool:
    """Tell whether a delegate has put a session into their agenda."""
    return Bookmark.objects.filter(delegate=delegate, session__code=session).exists()


def bookmarks_in(edition: Edition, delegates: Collection[int] | None) -> Iterator[Plan]:
    """Yield the sessions that delegates have put into their agenda."""
    rows = Bookmark.objects.filter(delegate__edition=edition, delegate__status=Delegate.Status.APPROVED)
    if delegates is not None:
        rows = rows.filter(delegate__in=delegates)
    for delegate, session in rows.order_by("pk").values_list("delegate", "session__code"):
        yield Plan(delegate, session, Why.BOOKMARK)


def roles_in(edition: Edition, delegates: Collection[int] | None) -> Iterator[Plan]:
    """Yield the sessions of the released version in which delegates have a role; whoever was merged has it as the other."""
    release = last_release(edition)
    if release is None:
        return
    named = {part["person"] for told in release.told for part in told["parts"]}
    merged = dict(Person.objects.filter(pk__in=named, merged_into__isnull=False).values_list("pk", "merged_into"))
    rows = approved(edition=edition, person__in={merged.get(one, one) for one in named})
    if delegates is not None:
        rows = rows.filter(pk__in=delegates)
    own: Mapping[int, int] = dict(rows.values_list("person", "pk"))
    for told in release.told:
        for part in told["parts"]:
            delegate = own.get(merged.get(part["person"]) or part["person"])
            if delegate is not None:
                yield Plan(delegate, told["code"], Why.ROLE, part.get("place") or "", part["role"])
