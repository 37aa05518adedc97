"""Set up the demo's market, edition, sites, places, categories and team.

The week is the third week of March: in 2007-2037 that lies after the clocks change in the United States (second Sunday) and
before they change in Europe (last Sunday), so that no day of it has a clock change at either site.

Los Angeles opens Monday to Thursday, Hong Kong Tuesday to Friday. Los Angeles' evening, 18:00 to 20:00, is Hong Kong's next
morning, 09:00 to 11:00: both are open then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from praya.core.accounts.models import Account
from praya.core.texts.reading import write
from praya.demo.size import Size
from praya.demo.tables import read
from praya.meet.accreditation.models import Category
from praya.meet.editions.models import Break, Edition, Hall, Market, OpeningHours, Site, Stand, Table, TeamMember

MARKET = "two-harbours"
# Beside the large market: one that is on today, and one whose requests are about to close.
DAYS_MARKET, BRIDGE_MARKET = "harbour-days", "script-bridge"
# After what is known of real events: a conference at two sites, a dialogue of two cities, a market with arts beside it.
CONFERENCE, DIALOGUE, CITY_MARKET = "world-film-industry-conference", "shanghai-london-dialogue", "harbour-city"
REFERENCES = (CONFERENCE, DIALOGUE, CITY_MARKET)
MARKETS = (MARKET, DAYS_MARKET, BRIDGE_MARKET, *REFERENCES)
DOMAIN = "two-harbours.example"
ORGANISER, DESK, OPERATOR = f"organiser@{DOMAIN}", f"desk@{DOMAIN}", f"operator@{DOMAIN}"
NEWCOMER = f"newcomer@{DOMAIN}"  # has an account, and has not applied yet
DAYS = 4
DAYS_AHEAD = 21

NAMES = read("names")
HOURS = {"la": (time(10), time(20)), "hk": (time(9), time(18))}


@dataclass
class Stage:
    """Hold the places of the demo by their words."""

    edition: Edition
    sites: dict[str, Site]
    stands: dict[str, list[Stand]]
    categories: dict[str, Category]


def market_week(today: date) -> date:
    """Return the Monday of the next third week of March that is at least three weeks away.

    >>> market_week(date(2026, 11, 23)), market_week(date(2027, 2, 28))
    (datetime.date(2027, 3, 15), datetime.date(2028, 3, 20))
    """
    for year in (today.year, today.year + 1):
        first = date(year, 3, 1)
        monday = first + timedelta(days=(7 - first.weekday()) % 7 + 14)
        if (monday - today).days >= DAYS_AHEAD:
            return monday
    raise AssertionError("next year's March is always more than three weeks away")


def set_stage(size: Size, monday: date) -> Stage:
    """Create the market and its edition."""
    return stage_in(Market.objects.create(slug=MARKET, name=write(NAMES["market"])), size, monday, is_public=True)


def stage_in(
    market: Market,
    size: Size,
    monday: date,
    *,
    is_public: bool,
    name: str = "market",
    hours: Mapping[str, tuple[time, time]] = HOURS,
) -> Stage:
    """Create an edition of a market with its places, categories and team."""
    names = {language: f"{words} {monday.year}" for language, words in NAMES[name].items()}
    edition = Edition.objects.create(
        market=market,
        slug=f"{market.slug}-{monday.year}",
        name=write(names),
        starts_on=monday,
        ends_on=monday + timedelta(days=DAYS),
        slot_minutes=30,
        is_public=is_public,
    )
    los_angeles = _site(edition, "la", "LAX", "America/Los_Angeles", hours["la"], monday)
    hong_kong = _site(edition, "hk", "HKG", "Asia/Hong_Kong", hours["hk"], monday + timedelta(days=1))
    Break.objects.create(
        site=hong_kong, name=write(NAMES["opening"]), on=monday + timedelta(days=1), begins=time(11), ends=time(12)
    )
    stands = {
        "hk": [
            *_hall(hong_kong, "Hall 1", "1", size.hong_kong_stands * 3 // 5, size.hong_kong_tables * 3 // 5),
            *_hall(hong_kong, "Hall 3", "3", size.hong_kong_stands * 2 // 5, size.hong_kong_tables * 2 // 5),
        ],
        "la": _hall(los_angeles, "Pier Hall", "P", size.los_angeles_stands, size.los_angeles_tables),
    }
    team_of(edition)
    return Stage(edition, {"hk": hong_kong, "la": los_angeles}, stands, _categories(edition))


def _site(edition: Edition, word: str, short: str, zone: str, hours: tuple[time, time], first: date) -> Site:
    position = 0 if word == "hk" else 1
    site = Site.objects.create(
        edition=edition, slug=word, short_name=short, name=write(NAMES[word]), zone=zone, hue=position + 1, position=position
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(site=site, on=first + timedelta(days=day), opens=hours[0], closes=hours[1]) for day in range(DAYS)
    )
    Break.objects.create(site=site, name=write(NAMES["lunch"]), begins=time(13), ends=time(14))
    return site


def _hall(site: Site, name: str, prefix: str, stands: int, tables: int) -> list[Stand]:
    hall = Hall.objects.create(site=site, name=name)
    Table.objects.bulk_create(Table(hall=hall, number=number) for number in range(1, tables + 1))
    rows = [Stand(hall=hall, number=f"{prefix}-{chr(65 + index // 20)}{index % 20 + 1:02}") for index in range(stands)]
    return Stand.objects.bulk_create(rows)


def _categories(edition: Edition) -> dict[str, Category]:
    rules: dict[str, dict[str, object]] = {
        "exhibitor": {},
        "buyer": {"quota_total": 28, "quota_per_day": 9, "is_buyer": True},
        "vip": {"quota_total": 20, "quota_per_day": 6, "is_vip": True, "is_buyer": True},
        "producer": {"quota_total": 20, "quota_per_day": 7},
        "festival": {"quota_total": 16, "quota_per_day": 6},
        "press": {"may_meet": False},
    }
    return {
        slug: Category.objects.create(edition=edition, slug=slug, name=write(NAMES[slug]), position=position, **rule)
        for position, (slug, rule) in enumerate(rules.items())
    }


def team_of(edition: Edition) -> None:
    """Let the demo's organiser and desk run an edition, and its operator and newcomer exist."""
    roles = ((ORGANISER, "Organiser of the demo", TeamMember.Role.ORGANISER), (DESK, "Desk of the demo", TeamMember.Role.DESK))
    for email, name, role in roles:
        account, _ = Account.objects.get_or_create(email=email, defaults={"name": name, "zone": "Asia/Hong_Kong"})
        TeamMember.objects.create(edition=edition, account=account, role=role)
    Account.objects.get_or_create(email=OPERATOR, defaults={"name": "Operator of the demo", "is_operator": True})
    Account.objects.get_or_create(email=NEWCOMER, defaults={"name": "Inês Duarte", "zone": "Asia/Macau"})
