"""Build records for tests: one plain function per model, with sensible defaults, to be overridden by name.

The edition of `make_edition` has two sites, Hong Kong and Los Angeles, open on 15-18 March 2027 (no clock changes on these
days). Hong Kong's morning 09:00-11:00 is Los Angeles' evening before, 18:00-20:00, so the two share two hours a day.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from praya.core.accounts import proof
from praya.core.accounts.models import Account
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.models import Grant, Picture, Portrait, Title
from praya.core.directory.models import Organisation, Person
from praya.core.documents.actions import enter
from praya.core.duplicates.models import Resemblance
from praya.core.texts.reading import write
from praya.meet.accreditation.models import Availability, Category, Delegate
from praya.meet.editions.models import Break, Edition, Hall, Market, OpeningHours, Site, Stand, Table, TeamMember
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.tokens.models import Token
from praya.meet.works.actions import present
from praya.meet.works.models import Showcase, ShowcaseItem, Work

FIRST_DAY = date(2027, 3, 15)
LAST_DAY = date(2027, 3, 18)
HK_MORNING = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)  # 16 March 09:00 in Hong Kong, 15 March 18:00 in Los Angeles
HK_AFTERNOON = datetime(2027, 3, 16, 6, 0, tzinfo=UTC)  # 16 March 14:00 in Hong Kong, Los Angeles is closed
LA_MIDDAY = datetime(2027, 3, 15, 19, 0, tzinfo=UTC)  # 15 March 12:00 in Los Angeles, Hong Kong is closed
SENT_AT = datetime(2027, 2, 1, 3, 0, tzinfo=UTC)

numbers = itertools.count(1)


def make_account(email: str = "", **fields: Any) -> Account:
    """Make an account that signs in without a password."""
    return Account.objects.create_user(email or f"account{next(numbers)}@example.org", **fields)


def make_operator(email: str = "") -> Account:
    """Make a system operator's account."""
    return make_account(email, is_operator=True)


def sign_in(client: Client, account: Account) -> Client:
    """Sign the account in and return the client."""
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def prove(client: Client, *, way: str = proof.CODE) -> Client:
    """Let whoever is signed in have proved just now who they are, and return the client."""
    session = client.session
    session[proof.KEY] = [int(session[SESSION_KEY]), way, timezone.now().timestamp()]
    session.save()
    return client


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """Make a company."""
    return Organisation.objects.create(name=name or f"Company {next(numbers)}", **{"country": "HK", **fields})


def make_person(name: str = "", **fields: Any) -> Person:
    """Make a person; without `account` one is made for their address, with `account=None` they have none."""
    number = next(numbers)
    email = fields.pop("email", f"person{number}@example.org")
    account = fields.pop("account") if "account" in fields else make_account(email)
    return Person.objects.create(
        name=name or f"Person {number}", email=email, account=account, **{"country": "HK", "languages": ["en"], **fields}
    )


def make_market(slug: str = "", **fields: Any) -> Market:
    """Make a market."""
    slug = slug or f"market-{next(numbers)}"
    return Market.objects.create(slug=slug, **{"name": write({"en": slug.replace("-", " ").title()}), **fields})


def make_edition(slug: str = "", *, with_sites: bool = True, with_breaks: bool = True, **fields: Any) -> Edition:
    """Make an edition; its sites `hk` and `la` have hours on four days, a lunch break, a hall, stands and tables."""
    slug = slug or f"edition-{next(numbers)}"
    market = fields.pop("market", None) or make_market(f"{slug}-market")
    edition = Edition.objects.create(
        market=market,
        slug=slug,
        **{"name": write({"en": slug.replace("-", " ").title()}), "starts_on": FIRST_DAY, "ends_on": LAST_DAY, **fields},
    )
    if with_sites:
        days = (edition.starts_on, edition.ends_on)
        make_site(edition, "hk", hours=(time(9), time(18)), days=days, with_break=with_breaks)
        make_site(edition, "la", hours=(time(10), time(20)), days=days, with_break=with_breaks)
    return edition


_SITES = {"hk": ("Hong Kong", "HKG", "Asia/Hong_Kong", 1), "la": ("Los Angeles", "LAX", "America/Los_Angeles", 2)}


def make_site(
    edition: Edition,
    slug: str,
    *,
    hours: tuple[time, time] = (time(9), time(18)),
    days: tuple[date, date] = (FIRST_DAY, LAST_DAY),
    with_break: bool = True,
    tables: int = 3,
    stands: int = 4,
    **fields: Any,
) -> Site:
    """Make a site with one hall, its tables and stands; `hk` and `la` have their own names and zones."""
    name, short, zone, hue = _SITES.get(slug, (slug.title(), slug[:3].upper(), "UTC", 3))
    known = {"name": write({"en": name}), "short_name": short, "zone": zone, "hue": hue, "position": hue}
    site = Site.objects.create(edition=edition, slug=slug, **{**known, **fields})
    for day in range((days[1] - days[0]).days + 1):
        OpeningHours.objects.create(site=site, on=days[0] + timedelta(days=day), opens=hours[0], closes=hours[1])
    if with_break:
        Break.objects.create(site=site, name=write({"en": "Lunch"}), begins=time(13), ends=time(14))
    hall = Hall.objects.create(site=site, name=f"Hall {short}")
    Table.objects.bulk_create(Table(hall=hall, number=number) for number in range(1, tables + 1))
    Stand.objects.bulk_create(Stand(hall=hall, number=f"A{number}") for number in range(1, stands + 1))
    return site


def make_team_member(edition: Edition, account: Account | None = None, role: str = TeamMember.Role.ORGANISER) -> Account:
    """Put an account (a new one by default) into the team of an edition and return the account."""
    account = account or make_account()
    TeamMember.objects.create(edition=edition, account=account, role=role)
    return account


def make_category(edition: Edition, slug: str = "buyer", **fields: Any) -> Category:
    """Make a category of an edition, or return the one of this slug."""
    defaults = {"name": write({"en": slug.title()}), **fields}
    return Category.objects.get_or_create(edition=edition, slug=slug, defaults=defaults)[0]


def make_delegate(edition: Edition, *, site: str | None = "hk", **fields: Any) -> Delegate:
    """Make an approved delegate at the site of this slug (None: remote, in Europe/Paris) whose account can sign in."""
    person = fields.pop("person", None) or make_person(fields.pop("name", ""))
    category = fields.pop("category") if "category" in fields else make_category(edition)
    place = Site.objects.filter(edition=edition, slug=site).first() if site else None
    known = {"status": Delegate.Status.APPROVED, "zone": "" if place else "Europe/Paris", "job_title": "Buyer"}
    return Delegate.objects.create(edition=edition, person=person, category=category, site=place, **{**known, **fields})


def make_availability(delegate: Delegate, starts_at: datetime, ends_at: datetime) -> Availability:
    """Give a delegate hours of their own."""
    Delegate.objects.filter(pk=delegate.pk).update(has_own_hours=True)
    delegate.has_own_hours = True
    return Availability.objects.create(delegate=delegate, starts_at=starts_at, ends_at=ends_at)


def make_exhibitor(
    edition: Edition, name: str = "", *, site: str | None = "hk", staff: int = 1, has_stand: bool = True, **fields: Any
) -> Exhibitor:
    """Make an exhibitor with its calendar and `staff` delegates; it takes the next free stand of its site, if any."""
    organisation = fields.pop("organisation", None) or make_organisation(name)
    place = Site.objects.filter(edition=edition, slug=site).first() if site else None
    free = Stand.objects.filter(hall__site=place, exhibitor=None).order_by("pk").first() if place and has_stand else None
    exhibitor = Exhibitor.objects.create(edition=edition, organisation=organisation, site=place, **{"stand": free, **fields})
    category = make_category(edition, "exhibitor")
    for _ in range(staff):
        make_delegate(edition, site=site, organisation=organisation, category=category, job_title="Head of sales")
    make_calendar(exhibitor)
    return exhibitor


def staff_of(exhibitor: Exhibitor) -> list[Delegate]:
    """Return the delegates of an exhibitor, in the order in which they were made."""
    found = Delegate.objects.filter(edition=exhibitor.edition_id, organisation=exhibitor.organisation_id)
    return list(found.select_related("person__account").order_by("pk"))


def make_calendar(owner: Exhibitor | Delegate, **fields: Any) -> Party:
    """Make the calendar of an exhibitor or a delegate, or return the one it has."""
    word = "exhibitor" if isinstance(owner, Exhibitor) else "delegate"
    return Party.objects.get_or_create(**{word: owner}, defaults={"edition_id": owner.edition_id, **fields})[0]


def calendar_of(owner: Exhibitor | Delegate) -> Party:
    """Return the calendar of an exhibitor or a delegate."""
    return make_calendar(owner)


def make_token(delegate: Delegate, **fields: Any) -> Token:
    """Give a program of a delegate's a token; nobody knows its secret."""
    own = {
        "edition": delegate.edition,
        "account": delegate.person.account,
        "digest": f"{next(numbers):064x}",
        "name": "our website",
    }
    return Token.objects.create(**own | {"operations": ["works_api"], "ends_at": timezone.now() + timedelta(days=90)} | fields)


def make_notice(delegate: Delegate, kind: str = "published", **facts: Any) -> Notice:
    """Tell a delegate something."""
    return Notice.objects.create(delegate=delegate, kind=kind, facts=facts)


def make_document(name: str = "", **parts: Any) -> dict[str, Any]:
    """Make a sound document of a film with one original name, or with `names`."""
    name = name or f"Work {next(numbers)}"
    usual = {"kind": "film", "stage": "completed", "level": "public", "currency": "USD", "year": 2025}
    return {"names": [{"text": name, "tag": "en", "kind": "original"}], **usual, **parts}


def make_title(name: str = "", *, owner: Organisation | None = None, status: str = Title.Status.PUBLISHED, **parts: Any) -> Title:
    """Make a published title and list it in the index; the rest of its document is given by name."""
    return enter(TITLE, make_document(name, **parts), by=None, owner=owner, status=status)


def make_work(edition: Edition, title: Title | None = None, *, status: str = Work.Status.ACCEPTED, **fields: Any) -> Work:
    """Present a title (a new one by default) at an edition, accepted; `exhibitor` or `contact` present it."""
    return present(edition, title or make_title(), by=None, status=status, **fields)


def make_resemblance(edition: Edition, one: Any, other: Any, **fields: Any) -> Resemblance:
    """Put a pair of records of a market into its queue of duplicates."""
    first, second = sorted((one.pk, other.pk))
    known = {"kind": one._meta.model_name, "market": edition.market_id, "score": 900}
    return Resemblance.objects.create(first=first, second=second, **{**known, **fields})


def make_picture(title: Title, **fields: Any) -> Picture:
    """Give a title a poster of one grey pixel; its digest is new each time."""
    digest = f"{next(numbers):064x}"
    known = {"digest": digest, "width": 1, "height": 1, "image": b"\xff\xd8\xff", "thumbnail": b"\xff\xd8"}
    return Picture.objects.create(title=title, **{**known, **fields})


def make_portrait(person: Person, **fields: Any) -> Person:
    """Give a person a photograph of one grey pixel; its digest is new each time."""
    Portrait.objects.create(person=person, image=b"\xff\xd8\xff", thumbnail=b"\xff\xd8")
    person.portrait, person.portrait_level = f"{next(numbers):064x}", "badge"
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    return person


def make_grant(title: Title, account: Account, **fields: Any) -> Grant:
    """Let an account ask to read what a title shows on request."""
    return Grant.objects.create(title=title, account=account, **{"asked_at": SENT_AT, **fields})


def make_showcase(edition: Edition, *works: Work, name: str = "", **fields: Any) -> Showcase:
    """Make a showcase of some works, in their order."""
    showcase = Showcase.objects.create(edition=edition, name=write({"en": name or f"Showcase {next(numbers)}"}), **fields)
    for place, work in enumerate(works):
        ShowcaseItem.objects.create(showcase=showcase, work=work, position=place)
    return showcase
