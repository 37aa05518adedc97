"""Let a few people and companies of the demo come a second time, in their other script, for the queue of duplicates."""

from __future__ import annotations

from random import Random

from praya.core.directory.models import Organisation, Person
from praya.demo.naming import code
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.belonging import records_of
from praya.meet.duplicates.facts import facts_of
from praya.meet.duplicates.scanning import keep, likenesses
from praya.meet.editions.models import Edition
from praya.meet.works.indexing import index_delegates

PEOPLE, COMPANIES = 6, 3


def repeat(edition: Edition, seed: int) -> int:
    """Let some apply again under their name in the other script; return how many pairs wait."""
    rng = Random(f"praya twins {seed}")  # noqa: S311 - codes of invented records
    rows = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED, organisation__isnull=False)
    rows = rows.exclude(person__names={}).select_related("person", "organisation").order_by("-pk")
    chosen = list(rows[:PEOPLE])
    people = [_person(one.person, number, rng) for number, one in enumerate(chosen)]
    companies = [_company(one.organisation, number, rng) for number, one in enumerate(chosen[:COMPANIES]) if one.organisation]
    Person.objects.bulk_create(people)
    Organisation.objects.bulk_create(companies)
    again = [
        Delegate(
            code=code(rng),
            edition=edition,
            person=person,
            site_id=one.site_id,
            zone=one.zone,
            job_title=one.job_title,
            organisation=companies[number] if number < len(companies) else one.organisation,
        )
        for number, (one, person) in enumerate(zip(chosen, people, strict=True))
    ]
    Delegate.objects.bulk_create(again)
    index_delegates(again)
    waiting = _queue(edition.market_id, "person", [one.pk for one in people])
    return waiting + _queue(edition.market_id, "organisation", [one.pk for one in companies])


def _person(known: Person, number: int, rng: Random) -> Person:
    other = next(iter(known.names.values()))
    domain = (known.email or "").rpartition("@")[2] or "example.org"
    return Person(
        code=code(rng), reference=f"demo-twin-p{number}", name=other, email=f"again.{number}@{domain}", country=known.country
    )


def _company(known: Organisation, number: int, rng: Random) -> Organisation:
    other = next(iter(known.names.values()), f"{known.name} Ltd.")
    return Organisation(
        code=code(rng), reference=f"demo-twin-c{number}", name=other, country=known.country, website=known.website
    )


def _queue(market: int, kind: str, fresh: list[int]) -> int:
    """Compare the new ones with everybody, as an import does."""
    facts = facts_of(market, kind, records_of(market, kind).values_list("pk", flat=True))
    return len(keep(market, kind, likenesses(facts, fresh)))
