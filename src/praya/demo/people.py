"""Fill the demo with companies, people and the hours in which they can meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from anyascii import anyascii
from django.contrib.auth.hashers import make_password

from praya.core.accounts.models import Account
from praya.core.directory.models import Organisation, Person
from praya.demo.naming import any_region, code, company_name, person_name
from praya.demo.places import DAYS, Stage
from praya.demo.regions import Region, region_of
from praya.demo.size import Size
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.exhibitors.models import Exhibitor

BATCH = 2000
AMERICAS = {"US", "CA", "MX", "BR"}
EASTERN = {"HK", "CN", "TW", "MO", "JP", "KR", "TH", "VN", "IN", "BD", "ID", "PH", "AU"}
# Chances of taking part in Hong Kong, in Los Angeles, or from home.
EXHIBITS_AT = {"east": (93, 2, 5), "americas": (20, 68, 12), "elsewhere": (60, 22, 18)}
ATTENDS_AT = {"east": (80, 5, 15), "americas": (15, 60, 25), "elsewhere": (45, 20, 35)}
# A third of them produce, so that every other kind of company finds some.
ACTIVITIES = ("sales", "distribution", *3 * ("production",), "broadcast", "platform", "festival", "fund")
TITLES = {
    "exhibitor": ("Head of sales", "Sales manager", "Festival manager", "Managing director", "Acquisitions and sales"),
    "buyer": ("Head of acquisitions", "Buyer", "Programme buyer", "Distribution manager"),
    "vip": ("Chief content officer", "Vice president, acquisitions"),
    "producer": ("Producer", "Executive producer", "Line producer"),
    "festival": ("Programmer", "Artistic director"),
    "press": ("Journalist", "Critic"),
}
KINDS = ("buyer", "vip", "producer", "festival", "press")
KIND_SHARES = (62, 4, 20, 9, 5)


@dataclass
class Cast:
    """Hold the exhibitors and delegates of the demo; the first of each kind are the ones its sign-in links show."""

    exhibitors: list[Exhibitor]
    staff: dict[int, list[Delegate]]
    others: list[Delegate]


def fill(stage: Stage, size: Size, rng: Random) -> Cast:
    """Create all companies, people, delegates and availability."""
    taken: set[str] = set()
    regions = [region_of("HK"), *(any_region(rng) for _ in range(size.exhibitors - 1))]
    organisations = _organisations(regions, "e", taken, rng)
    exhibitors = _exhibitors(stage, organisations, regions, rng)
    guests = [region_of("TW"), region_of("FR"), *(any_region(rng) for _ in range(size.others - 2))]
    # About every third buyer's company sends two people.
    companies = _organisations(guests[: size.others * 3 // 4], "o", taken, rng)
    delegates = [
        *_staff(stage, exhibitors, regions, rng),
        *_others(stage, companies, guests, rng),
    ]
    _people(delegates, rng)
    Delegate.objects.bulk_create(delegates, batch_size=BATCH)
    hours = [row for one in delegates if one.has_own_hours for row in _hours(stage, one, rng)]
    Availability.objects.bulk_create(hours, batch_size=BATCH)
    by_company: dict[int, list[Delegate]] = {exhibitor.organisation_id: [] for exhibitor in exhibitors}
    others: list[Delegate] = []
    for one in delegates:
        by_company.get(one.organisation_id or 0, others).append(one)
    staff = {exhibitor.pk: by_company[exhibitor.organisation_id] for exhibitor in exhibitors}
    return Cast(exhibitors, staff, others)


def _organisations(regions: list[Region], letter: str, taken: set[str], rng: Random) -> list[Organisation]:
    rows = []
    for number, region in enumerate(regions, 1):
        name = company_name(rng, region, taken)
        site = "".join(letter for letter in anyascii(name.latin).lower() if letter.isalnum())
        rows.append(
            Organisation(
                code=code(rng),
                reference=f"demo-{letter}{number}",
                name=name.latin,
                names=name.native,
                country=region.country,
                activity=rng.choice(ACTIVITIES),
                website=f"https://{site}.example/",
            )
        )
    return Organisation.objects.bulk_create(rows, batch_size=BATCH)


def _exhibitors(stage: Stage, organisations: list[Organisation], regions: list[Region], rng: Random) -> list[Exhibitor]:
    free = {word: list(reversed(stands)) for word, stands in stage.stands.items()}
    rows = []
    for number, (organisation, region) in enumerate(zip(organisations, regions, strict=True)):
        word = _where(region, EXHIBITS_AT, rng) if number else "hk"
        has_stand = word != "online" and bool(free[word]) and (not number or rng.random() < 0.75)
        rows.append(
            Exhibitor(
                code=code(rng),
                edition=stage.edition,
                organisation=organisation,
                site=stage.sites.get(word),
                stand=free[word].pop() if has_stand else None,
            )
        )
    return Exhibitor.objects.bulk_create(rows, batch_size=BATCH)


def _where(region: Region, chances: dict[str, tuple[int, int, int]], rng: Random) -> str:
    part = "americas" if region.country in AMERICAS else "east" if region.country in EASTERN else "elsewhere"
    return rng.choices(("hk", "la", "online"), chances[part])[0]


def _staff(stage: Stage, exhibitors: list[Exhibitor], regions: list[Region], rng: Random) -> Iterator[Delegate]:
    for number, (exhibitor, region) in enumerate(zip(exhibitors, regions, strict=True)):
        count = rng.choices((1, 2, 3, 4), (30, 35, 20, 15))[0] if number else 3
        for _ in range(count):
            yield _delegate(stage, exhibitor.organisation, region, "exhibitor", exhibitor.site_id, rng)


def _others(stage: Stage, companies: list[Organisation], regions: list[Region], rng: Random) -> Iterator[Delegate]:
    for number, region in enumerate(regions):
        company = companies[number] if number < len(companies) else rng.choice(companies[2:])
        kind = rng.choices(KINDS, KIND_SHARES)[0] if number > 1 else "buyer"
        site = stage.sites.get(_where(region, ATTENDS_AT, rng) if number > 1 else ("hk", "online")[number])
        one = _delegate(stage, company, region, kind, site.pk if site else None, rng)
        if number > 1:
            one.status = rng.choices(Delegate.Status.values, (3, 94, 1, 2))[0]
        yield one


def _delegate(stage: Stage, organisation: Organisation, region: Region, kind: str, site: int | None, rng: Random) -> Delegate:
    name = person_name(rng, region)
    person = Person(
        code=code(rng),
        name=name.latin,
        names=name.native,
        is_family_name_first=region.is_family_first,
        country=region.country,
        languages=list(dict.fromkeys([region.language, "en"])),
    )
    return Delegate(
        code=code(rng),
        edition=stage.edition,
        person=person,
        organisation=organisation,
        category=stage.categories[kind],
        job_title=rng.choice(TITLES[kind]),
        site_id=site,
        zone="" if site else region.zone,
        status=Delegate.Status.APPROVED,
        has_own_hours=site is None or rng.random() < 0.3,
    )


def _people(delegates: list[Delegate], rng: Random) -> None:
    """Give everybody an address at their company, and an account."""
    people, accounts = [], []
    for number, delegate in enumerate(delegates, 1):
        person, company = delegate.person, delegate.organisation
        words = "".join(letter if letter.isalnum() else "." for letter in anyascii(person.name).lower())
        domain = company.website.removeprefix("https://").rstrip("/") if company else "home.example"
        person.reference = f"demo-p{number}"
        person.email = f"{words}.{number}@{domain}"
        person.account = Account(email=person.email, name=person.name, password=make_password(None))
        people.append(person)
        accounts.append(person.account)
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    Person.objects.bulk_create(people, batch_size=BATCH)


def _hours(stage: Stage, delegate: Delegate, rng: Random) -> Iterator[Availability]:
    windows = _home_windows(stage, delegate, rng) if delegate.site_id is None else _site_windows(stage, delegate, rng)
    for starts_at, ends_at in windows:
        yield Availability(delegate=delegate, starts_at=starts_at, ends_at=ends_at)


def _site_windows(stage: Stage, delegate: Delegate, rng: Random) -> Iterator[tuple[datetime, datetime]]:
    """Draw the hours of somebody at a site: some days off, some half days."""
    site = next(site for site in stage.sites.values() if site.pk == delegate.site_id)
    first, opens, closes = (0, 10, 20) if site.slug == "la" else (1, 9, 18)
    for day in range(first, first + DAYS):
        if rng.random() < 0.12:
            continue
        mood = rng.random()
        begins, ends = (opens, 13) if mood < 0.2 else (14, closes) if mood < 0.4 else (opens, closes)
        on = stage.edition.starts_on + timedelta(days=day)
        yield tuple(datetime.combine(on, time(hour), site.zone_info).astimezone(UTC) for hour in (begins, ends))  # type: ignore[misc]


def _home_windows(stage: Stage, delegate: Delegate, rng: Random) -> Iterator[tuple[datetime, datetime]]:
    """Draw three to six hours a day that fall between 8:00 and 22:00 at home and while a site is open."""
    zone, slot = ZoneInfo(delegate.zone), timedelta(minutes=30)
    for day in range(DAYS):
        begins = datetime.combine(stage.edition.starts_on + timedelta(days=day), time(17), UTC)
        runs: list[list[datetime]] = [[]]
        for number in range(34):
            instant = begins + number * slot
            if time(8) <= instant.astimezone(zone).time() < time(21, 30):
                runs[-1].append(instant)
            elif runs[-1]:
                runs.append([])
        awake = max(runs, key=len)
        length = min(len(awake), rng.randint(6, 12))
        if length and rng.random() > 0.1:
            start = rng.randint(0, len(awake) - length)
            yield awake[start], awake[start] + length * slot
