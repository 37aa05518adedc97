"""Say who may do what here, by one reviewed line per route, and what fills its lists."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from praya.meet.editions.models import Break, OpeningHours
from tests import builders as make
from tests.access.policy import edition
from tests.access.roles import AT_DESK, ORGANISERS

POLICY = {
    "manage_board": edition(AT_DESK),
    "manage_board_wall": edition(AT_DESK),
    "manage_idle": edition(AT_DESK),
    "manage_vips": edition(ORGANISERS),
}


def _idle(market: Any, number: int) -> None:
    """Let somebody be at a site that is open all day, whatever the day is."""
    site = market.edition.sites.get(slug="hk")
    today = timezone.now().date()
    Break.objects.filter(site=site).delete()
    for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
        known = {"opens": "00:00", "closes": "00:00"}  # till midnight, its last slot too
        OpeningHours.objects.get_or_create(site=site, on=day, defaults=known)
    make.make_delegate(market.edition, name=f"Idle {number}", organisation=market.me.organisation)


def _vip(market: Any, number: int) -> None:
    vips = make.make_category(market.edition, "vip", is_vip=True)
    one = make.make_delegate(market.edition, name=f"Guest {number}", category=vips)
    sent_at = timezone.now() - timedelta(days=3)
    make.make_request(make.calendar_of(market.other), make.calendar_of(one), sent_at=sent_at)


# The wall says of which minute it is.
MASKS = [(re.compile(r'<p class="soft">as of.*?</p>', re.DOTALL), "as of now")]
ROWS = {"manage_idle": _idle, "manage_vips": _vip}
