"""Let later rooms follow when somebody is taken out of a team, without this room knowing them."""

from __future__ import annotations

from collections.abc import Callable

from praya.meet.editions.models import TeamMember

Parting = Callable[[TeamMember], object]
_declared: list[Parting] = []


def declare_parting(parting: Parting) -> None:
    """Call `parting` in the transaction in which somebody leaves a team, before their row goes."""
    if parting not in _declared:
        _declared.append(parting)


def part(member: TeamMember) -> None:
    """Tell everybody registered that somebody leaves a team."""
    for parting in _declared:
        parting(member)
