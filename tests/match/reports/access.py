"""Say who may do what here, by one reviewed line per route; add a row to each list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import builders as make
from tests.access.policy import edition, thing
from tests.access.roles import MEETERS, ORGANISERS
from tests.access.world import World

COMPANY = {"code": "reported company"}

POLICY = {
    "manage_reports": edition(ORGANISERS),
    "manage_report_file": thing({"name": "report", "kind": "report kind"}, ORGANISERS, is_shared=True),
    "manage_report_companies": edition(ORGANISERS),
    "manage_report_company": thing(COMPANY, ORGANISERS),
    "manage_report_company_sheet": thing({**COMPANY, "kind": "sheet kind"}, ORGANISERS),
    "company_report": edition(MEETERS),
    "company_report_sheet": thing({"kind": "own sheet kind"}, MEETERS, is_shared=True),
}

AFTER = ("match/scheduling",)


def fill(world: World) -> None:
    """Name the files of the market's report, and the companies that have one of their own."""
    world.put("report", "ours", "all")
    world.put("report kind", "ours", "xlsx")
    world.put("own sheet kind", "ours", "xlsx")
    for which in world.affairs:
        world.put("reported company", which, world.calendars[f"host {which}"].exhibitor.organisation.code)
        world.put("sheet kind", which, "pdf")


def _company(market: Any, number: int) -> None:
    company = make.make_exhibitor(market.edition, f"House {number}", site="hk", has_stand=False)
    make.make_request(make.calendar_of(market.me), make.calendar_of(company))


def _meeting(market: Any, number: int) -> None:
    guest = make.make_calendar(make.make_delegate(market.edition, name=f"Guest {number}"))
    day, hour = divmod(number, 8)
    make.make_meeting(make.calendar_of(market.me), guest, make.HK_MORNING + timedelta(days=day, hours=hour), status="held")


def _companys(market: Any, number: int) -> None:
    market.words["code"] = market.me.organisation.code
    _meeting(market, number)


ROWS = {"manage_report_companies": _company, "company_report": _meeting, "manage_report_company": _companys}
