"""Decide who attends when parties are asked to meet: one rule, for a single request and for all of an edition at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from praya.meet.accreditation.queries import able_to_meet
from praya.meet.parties.models import Party


class Staff(NamedTuple):
    """Say of the own party of somebody who meets for an exhibitor whose party that is, and who they are."""

    company: int
    delegate: int


@dataclass(frozen=True, slots=True)
class Attending:
    """Hold, by number, the parties addressed, those that attend, whom they ask for in person, and the parties of these.

    A *no* of any of those `concerned` to another of them forbids the meeting.
    """

    addressed: tuple[int, ...]
    parties: tuple[int, ...]
    named: tuple[int, ...]
    own: tuple[int, ...]
    concerned: frozenset[int] = field(repr=False)

    @property
    def calendars(self) -> tuple[int, ...]:
        """Return the parties whose time the meeting takes: those that attend, and the own ones of whom they ask for."""
        return tuple(dict.fromkeys((*self.parties, *self.own)))


def who_attends(addressed: Sequence[int], named: int | None, staff: Mapping[int, Staff], own: Mapping[int, int]) -> Attending:
    """Return who attends when the host, the sender and guests are `addressed` and a delegate may be `named` besides.

    Whoever meets for an exhibitor (`staff`, by own party) attends as the exhibitor, and is asked for in person. `own` tells
    the parties of delegates.

    >>> who_attends([3, 1], None, {3: Staff(company=9, delegate=30)}, {30: 3, 10: 1})
    Attending(addressed=(3, 1), parties=(9, 1), named=(30,), own=(3,))
    """
    parties = dict.fromkeys(staff[one].company if one in staff else one for one in addressed)
    people = dict.fromkeys(([] if named is None else [named]) + [staff[one].delegate for one in addressed if one in staff])
    selves = tuple(own[one] for one in people if one in own)
    return Attending(tuple(addressed), tuple(parties), tuple(people), selves, frozenset((*addressed, *parties, *selves)))


def attending_parties(addressed: Sequence[int], named: int | None = None, *, lock: bool = False) -> tuple[Attending, list[Party]]:
    """Return who attends, and the parties that do, the host first, with what decides about places and quotas; two queries."""
    staff, own = staff_among(addressed, named)
    attending = who_attends(addressed, named, staff, own)
    rows = Party.objects.filter(pk__in=attending.parties).select_related("exhibitor", "delegate__category").order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = {party.pk: party for party in rows}
    return attending, [found[number] for number in attending.parties]


def staff_among(parties: Iterable[int], named: int | None = None) -> tuple[dict[int, Staff], dict[int, int]]:
    """Return who of these parties, and the delegate named, meet for an exhibitor, and the parties of those who are delegates."""
    company = Party.objects.filter(
        exhibitor__edition=OuterRef("edition"), exhibitor__organisation=OuterRef("delegate__organisation")
    )
    rows = (
        Party.objects.filter(Q(pk__in=list(parties)) | Q(delegate=named or 0), delegate__isnull=False)
        .annotate(company=Subquery(company.values("pk")))
        .annotate(meets=Exists(able_to_meet(pk=OuterRef("delegate"))))
        .values_list("pk", "delegate_id", "company", "meets")
    )
    staff, own = {}, {}
    for number, delegate, exhibitor, meets in rows:
        own[delegate] = number
        if exhibitor is not None and meets:
            staff[number] = Staff(exhibitor, delegate)
    return staff, own
