"""Say who may read a fact: everybody, badge holders, buyers, whoever was granted it, or its owners alone.

A page of an edition is read by badge holders and buyers of that very edition; pages of no edition are read by everybody.
Facts shown on request or kept private never enter an index, a count or a suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(IntEnum):
    """List who reads, from the widest circle to the narrowest; each reads what those before it may read."""

    PUBLIC = 0
    BADGE = 1
    BUYER = 2


class Level(models.TextChoices):
    """List the levels of a fact."""

    PUBLIC = "public", _("everybody")
    BADGE = "badge", _("badge holders")
    BUYER = "buyer", _("buyers")
    REQUEST = "request", _("on request")
    PRIVATE = "private", _("private")


_WIDEST: Mapping[str, Audience] = {"public": Audience.PUBLIC, "badge": Audience.BADGE, "buyer": Audience.BUYER}


def may_read(level: str, audience: Audience, *, is_granted: bool = False) -> bool:
    """Tell whether an audience reads a fact of this level; an unknown level is read by nobody.

    >>> may_read("badge", Audience.BUYER), may_read("buyer", Audience.BADGE), may_read("request", Audience.BUYER)
    (True, False, False)
    >>> may_read("request", Audience.PUBLIC, is_granted=True)
    True
    """
    if level == "request":
        return is_granted
    widest: Any = _WIDEST.get(level)
    return widest is not None and audience >= widest
