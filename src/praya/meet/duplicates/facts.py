"""Read what the records of a market say about themselves, as far as two of them can be compared by it.

Facts come from the market's own editions and the works shown there; other markets' rows are never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from zlib import crc32

from django.db.models import Q
from django.utils.translation import get_language

from praya.core.catalogue.indexing import spellings_of
from praya.core.catalogue.models import Credit, Identifier, Title
from praya.core.directory.models import Organisation, Person
from praya.core.texts.reading import Stored, read
from praya.engines.duplicates import Facts, own_domain, own_host
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.belonging import told_works
from praya.meet.exhibitors.queries import exhibits_of

CHUNK = 5_000
Named = dict[int, dict[int, str]]
# By the number of an edition its name in all languages, and the address used there.
Editions = Mapping[int, tuple[Stored, str]]


def facts_of(market: int, kind: str, numbers: Iterable[int]) -> dict[int, Facts]:
    """Return the facts of records of a kind by number, in a constant number of queries for every 5,000 of them."""
    wanted = sorted(set(numbers))
    found: dict[int, Facts] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= _READERS[kind](market, wanted[start : start + CHUNK])
    return found


def _people(market: int, numbers: Sequence[int]) -> dict[int, Facts]:
    companies: Named = defaultdict(dict)
    editions: dict[int, dict[int, tuple[Stored, str]]] = defaultdict(dict)
    rows = Delegate.objects.filter(person__in=numbers, edition__market=market).order_by("pk")
    columns = ("person", "edition", "edition__name", "person__email", "organisation", "organisation__name")
    for person, edition, name, email, company, company_name in rows.values_list(*columns):
        editions[person][edition] = (name, (email or "").casefold())
        if company:
            companies[person][company] = company_name
    credits = _credits(market, "person", numbers)
    return {
        one.pk: person_facts(one, companies=companies[one.pk], editions=editions[one.pk], credits=credits[one.pk])
        for one in Person.objects.filter(pk__in=numbers)
    }


def person_facts(
    person: Person,
    *,
    companies: Mapping[int, str],
    editions: Editions,
    credits: Mapping[int, str] | None = None,
    number: int | None = None,
) -> Facts:
    """Return the facts of a person, who may not have been saved yet: then `number` stands for them."""
    return Facts(
        "person",
        person.pk if number is None else number,
        tuple(spellings_of(person)),
        country=person.country,
        year=person.birth_year,
        domain=own_domain(person.email),
        identifiers=person.identifiers or {},
        credits=credits or {},
        companies=companies,
        editions=_worded(editions),
    )


def _organisations(market: int, numbers: Sequence[int]) -> dict[int, Facts]:
    addresses: dict[int, set[str | None]] = defaultdict(set)
    editions: dict[int, dict[int, tuple[Stored, str]]] = defaultdict(dict)
    staff = Delegate.objects.filter(organisation__in=numbers, edition__market=market).order_by()
    for company, email in staff.values_list("organisation", "person__email"):
        addresses[company].add(email)
    exhibits = exhibits_of(numbers).filter(edition__market=market).order_by()
    for company, edition, name in exhibits.values_list("organisation", "edition", "edition__name"):
        editions[company][edition] = (name, "")
    credits = _credits(market, "organisation", numbers)
    works = told_works(Q(edition__market=market, title__owner__in=numbers)).order_by()
    for company, title, name in works.values_list("title__owner", "title", "title__name"):
        credits[company][title] = name
    return {
        one.pk: organisation_facts(one, addresses=addresses[one.pk], editions=editions[one.pk], credits=credits[one.pk])
        for one in Organisation.objects.filter(pk__in=numbers)
    }


def organisation_facts(
    one: Organisation,
    *,
    addresses: Iterable[str | None] = (),
    editions: Editions | None = None,
    credits: Mapping[int, str] | None = None,
    number: int | None = None,
) -> Facts:
    """Return the facts of a company, which may not have been saved yet; people of several domains say nothing about it."""
    shown, names = _worded(editions or {}), tuple(spellings_of(one))
    known = {domain for address in addresses if (domain := own_domain(address))}
    return Facts(
        "organisation",
        one.pk if number is None else number,
        names,
        country=one.country,
        domain=known.pop() if len(known) == 1 else "",
        host=own_host(one.website),
        identifiers=one.identifiers or {},
        credits=credits or {},
        editions=shown,
    )


def _credits(market: int, kind: str, numbers: Sequence[int]) -> Named:
    """Return in which of the market's works people or companies are named."""
    found: Named = defaultdict(dict)
    works = told_works(Q(edition__market=market)).values("title")
    rows = Credit.objects.filter(title__in=works, **{f"{kind}__in": numbers}).order_by()
    for number, title, name in rows.values_list(kind, "title", "title__name"):
        found[number][title] = name
    return found


def _titles(market: int, numbers: Sequence[int]) -> dict[int, Facts]:
    people: Named = defaultdict(dict)
    for title, person, name in Credit.objects.filter(title__in=numbers).values_list("title", "person", "name"):
        # A name that leads to no person of the directory is known by its letters, below nought.
        people[title][person or -crc32(name.casefold().encode())] = name
    registered: dict[int, dict[str, str]] = defaultdict(dict)
    for title, scheme, value in Identifier.objects.filter(title__in=numbers).values_list("title", "scheme", "value"):
        registered[title][scheme] = value
    return {
        one.pk: Facts(
            "title",
            one.pk,
            tuple(dict.fromkeys(str(name["text"]) for name in one.names)),
            year=one.year,
            country=str(one.countries[0].get("code", "")) if one.countries else "",
            identifiers=registered[one.pk],
            credits=people[one.pk],
            companies={one.owner_id: one.owner.name} if one.owner and one.owner_id else {},
        )
        for one in Title.objects.filter(pk__in=numbers).select_related("owner")
    }


def _worded(editions: Editions) -> dict[int, tuple[str, str]]:
    language = get_language() or "en"
    return {number: (read(name or {}, language).text, address) for number, (name, address) in editions.items()}


_READERS: Mapping[str, Callable[[int, Sequence[int]], dict[int, Facts]]] = {
    "person": _people,
    "organisation": _organisations,
    "title": _titles,
}
