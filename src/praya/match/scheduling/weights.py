"""Weigh a request: what both sides said decides how many points its meeting is worth."""

from __future__ import annotations

ASKED = {"must": 60, "like": 25}
ANSWERED = {"must": 40, "like": 15}
ACCEPTED = 15
VIP = 20
MUST_PLACE = 200


def points(level: str, *, is_accepted: bool, wish: str, is_vip: bool, is_must_place: bool = False) -> int:
    """Return the points of a meeting from the sender's level and what the other side said.

    A request that the other side has neither accepted nor wished for counts half.

    >>> points("must", is_accepted=True, wish="like", is_vip=False)
    90
    >>> points("like", is_accepted=False, wish="", is_vip=False)
    12
    """
    answered = ANSWERED.get(wish, 0)
    worth = ASKED[level] + (ACCEPTED if is_accepted else 0) + answered
    worth += VIP if is_vip else 0
    worth = worth if is_accepted or answered else worth // 2
    return worth + (MUST_PLACE if is_must_place else 0)
