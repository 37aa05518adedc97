"""Import 15,000 rows into a directory of 15,000 people and see which planted look-alikes are found, and what is not one.

Run as `script/bench duplicates [--people N] [--companies N] [--rows N] [--seed N]`. A tenth of the rows are people of the
directory under another spelling (script, romanisation, order, typing error), a twentieth are other people of the very same
name; companies come again with another legal form or in Chinese letters.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bench.bars import Bar, Result
from bench.imports import set_up
from bench.namesakes import Being, beings, companies, plain

COMPARING = Bar("comparing a sheet of 15,000 rows", 60.0, "s", "CPU")
NAMESAKES = Bar("namesakes that would be merged", 0)
FOUND = Bar("planted people found", None, "%", is_floor=True)
BARS = (COMPARING, NAMESAKES)
HEADS = ("reference", "name", "e-mail", "organisation reference", "organisation", "category", "site", "country")
COMPANY_HEADS = ("reference", "name", "website", "country")


class Market:
    """Hold a directory as it was last year, and the sheet that comes in this year with what is planted in it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.random = random.Random(options.seed)
        self.companies = companies(self.random, options.companies)
        self.cast = list(self._cast(options.people + options.rows))
        self.people, self.rows = options.people, options.rows
        self.planted: dict[str, str] = {}
        self.namesakes: set[str] = set()
        self.planted_companies: dict[str, str] = {}

    def _cast(self, count: int) -> Iterator[Being]:
        source = beings(self.random)
        return (next(source) for _ in range(count))

    def house(self, number: int) -> int:
        """Return the number of the company a person works for."""
        return number * 7919 % len(self.companies)

    def domain(self, house: int) -> str:
        """Return a company's domain."""
        return f"{plain(self.companies[house][0]).lower().replace(' ', '-')}.example"

    def company_rows(self) -> list[tuple[str, ...]]:
        """Return the sheet of companies: every twentieth of the directory again, under another spelling and number."""
        rows: list[tuple[str, ...]] = []
        for house in range(0, len(self.companies), 20):
            spellings, number = self.companies[house], house // 20
            again = spellings[1 + number % 3]
            # In other letters nothing but the website tells that it is the same.
            website = f"https://www.{self.domain(house)}" if number % 3 == 2 or number % 2 else ""
            rows.append((f"NEW-{house}", again, website, "HK"))
            self.planted_companies[again] = spellings[0]
        return rows

    def delegate_rows(self) -> list[tuple[str, ...]]:
        """Return the sheet of delegates."""
        return [self._row(number) for number in range(self.rows - len(range(0, len(self.companies), 20)))]

    def _row(self, number: int) -> tuple[str, ...]:
        known = number * 13 % self.people
        if number % 10 == 0:
            being = self.cast[known]
            name = being.spellings[1 + number // 10 % (len(being.spellings) - 1)]
            house = self.house(known)
            self.planted[f"P-{number}"] = f"D-{known}"
            address = f"again.{number}@{self.domain(house) if number % 20 else 'gmail.com'}"
            return self._written(f"P-{number}", name, address, house, being.country)
        if number % 20 == 1:
            being = self.cast[known]
            self.namesakes.add(f"S-{number}")
            away = "AR" if being.country != "AR" else "CL"
            house = (self.house(known) + 1) % len(self.companies)
            return self._written(f"S-{number}", being.spellings[0], f"same.{number}@{self.domain(house)}", house, away)
        if number % 3:
            being = self.cast[self.people + number]
            house = self.house(self.people + number)
            return self._written(f"N-{number}", being.spellings[0], f"new.{number}@{self.domain(house)}", house, being.country)
        being = self.cast[known]
        return self._written(
            f"D-{known}", being.spellings[0], f"d{known}@{self.domain(self.house(known))}", self.house(known), being.country
        )

    def _written(self, reference: str, name: str, address: str, house: int, country: str) -> tuple[str, ...]:
        return (reference, name, address, f"ORG-{house}", self.companies[house][0], "buyer", "hk", country)


def fill(market: Market, slug: str) -> Any:
    """Write last year's directory and return this year's edition."""
    from praya.core.directory.models import Organisation, Person
    from praya.meet.accreditation.models import Delegate
    from praya.meet.editions.models import Edition

    set_up(f"{slug}-before")
    before = Edition.objects.get(slug=f"{slug}-before")
    set_up(slug)
    Edition.objects.filter(slug=slug).update(market=before.market)
    owner = before.market_id
    houses = Organisation.objects.bulk_create(
        Organisation(name=one[0], reference=f"{owner}/ORG-{number}", country="HK", website=f"https://{market.domain(number)}")
        for number, one in enumerate(market.companies)
    )
    people = Person.objects.bulk_create(
        [
            Person(
                name=being.spellings[0],
                reference=f"{owner}/D-{number}",
                country=being.country,
                email=f"d{number}@{market.domain(market.house(number))}",
            )
            for number, being in enumerate(market.cast[: market.people])
        ],
        batch_size=1000,
    )
    Delegate.objects.bulk_create(
        [Delegate(edition=before, person=one, organisation=houses[market.house(n)]) for n, one in enumerate(people)],
        batch_size=1000,
    )
    return Edition.objects.get(slug=slug)


def import_once(market: Market, edition: Any) -> dict[str, Any]:
    """Import the sheet and count what came into the queue."""
    from django.utils import timezone

    from praya.core.sheets.reading import RawSheet
    from praya.meet.duplicates import scanning
    from praya.meet.sheets.applying import apply_sheets

    sheets = [
        RawSheet(name, [(number, list(row)) for number, row in enumerate([heads, *rows], start=1)])
        for name, heads, rows in (
            ("organisations", COMPANY_HEADS, market.company_rows()),
            ("delegates", HEADS, market.delegate_rows()),
        )
    ]
    spent: list[float] = []
    compared = scanning.likenesses

    def timed(*words: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return compared(*words, **named)
        finally:
            spent.append(time.process_time() - began)

    from praya.meet.registration import likeness

    setattr(likeness, "likenesses", timed)  # noqa: B010 - only here is it written from outside
    began, cpu = time.monotonic(), time.process_time()
    plan = apply_sheets(edition, sheets, by=None, at=timezone.now(), name="bench.xlsx")
    seconds = {"import": time.monotonic() - began, "import_cpu": time.process_time() - cpu, "comparing_cpu": sum(spent)}
    setattr(likeness, "likenesses", compared)  # noqa: B010
    if not spent:
        raise RuntimeError("the import compared nothing: its comparing is no longer where this benchmark measures it")
    return {**{name: round(value, 1) for name, value in seconds.items()}, "counts": plan.counts, **judged(market, edition)}


def judged(market: Market, edition: Any) -> dict[str, Any]:
    """Compare the queue with what was planted."""
    from praya.core.directory.models import Organisation, Person
    from praya.core.duplicates.models import Resemblance
    from praya.meet.registration.surroundings import shown_reference

    people = {pk: shown_reference(word, edition.market_id) for pk, word in Person.objects.values_list("pk", "reference")}
    names = dict(Organisation.objects.values_list("pk", "name"))
    wanted = {frozenset(pair) for pair in market.planted.items()}
    houses = {frozenset(pair) for pair in market.planted_companies.items()}
    tally: Counter[str] = Counter()
    for one in Resemblance.objects.all():
        if one.kind == "person":
            pair = frozenset((people[one.first], people[one.second]))
            tally["found"] += pair in wanted
            tally["false"] += pair not in wanted
            is_namesake = not market.namesakes.isdisjoint(pair)
            tally["namesakes_asked"] += is_namesake
            tally["namesakes_certain"] += is_namesake and one.is_certain
            tally["false_certain"] += one.is_certain and pair not in wanted
        else:
            pair = frozenset((names[one.first], names[one.second]))
            tally["companies_found"] += pair in houses
            tally["companies_false"] += pair not in houses
    return {"planted": len(wanted), "companies_planted": len(houses), "namesakes": len(market.namesakes), **tally}


def search_again(edition: Any) -> dict[str, Any]:
    """Run the job that compares everything."""
    from praya.meet.duplicates.scanning import scan

    began, cpu = time.monotonic(), time.process_time()
    waiting = scan(edition.market_id)
    return {"seconds": round(time.monotonic() - began, 1), "cpu": round(time.process_time() - cpu, 1), "waiting": waiting}


def main(words: Sequence[str]) -> Result:
    """Print the figures and judge the time of comparing, and that nobody is merged on a name."""
    parser = argparse.ArgumentParser(prog="script/bench duplicates", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, default=15_000)
    parser.add_argument("--companies", type=int, default=2_000)
    parser.add_argument("--rows", type=int, default=15_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-bench-") as folder:
        os.environ["PRAYA_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        market = Market(options)
        edition = fill(market, f"bench-{os.getpid()}")
        figures = import_once(market, edition)
        figures["search"] = search_again(edition)
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, value in figures.items():
        print(f"{name:<20} {value}")
    planted, found = figures["planted"], figures.get("found", 0)
    marks = (
        COMPARING.mark(figures["comparing_cpu"], beside=f"{options.rows:,} rows"),
        NAMESAKES.mark(figures.get("namesakes_certain", 0), beside=f"of {figures['namesakes']}"),
        FOUND.mark(100 * found / planted, beside=f"{found} of {planted}"),
    )
    return Result(marks, figures)
