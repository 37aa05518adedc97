"""Ask later rooms when delegates are engaged, without this room knowing them: their hours must hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from praya.meet.editions.models import Edition


class Engagement(NamedTuple):
    """Hold from when until when somebody is engaged, and with whom."""

    starts_at: datetime
    ends_at: datetime
    who: str


Engaged = Callable[[Edition, bool], Mapping[int, Sequence[Engagement]]]
_engaged: list[Engaged] = []


def declare_engaged(engaged: Engaged) -> None:
    """Ask a later room for the engagements of an edition's delegates by number, to be held still if asked (`lock`)."""
    if engaged not in _engaged:
        _engaged.append(engaged)


def engagements_of(edition: Edition, *, lock: bool = False) -> dict[int, list[Engagement]]:
    """Return when each delegate of an edition is engaged, earliest first; `lock` lets nobody engage them meanwhile."""
    found: dict[int, list[Engagement]] = defaultdict(list)
    for engaged in _engaged:
        for delegate, ones in engaged(edition, lock).items():
            found[delegate] += ones
    return {delegate: sorted(ones) for delegate, ones in found.items()}
