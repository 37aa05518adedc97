"""Measure how people and companies are found, and what their long lists cost at 700 exhibitors and 15,000 delegates.

    script/bench people [--folder DIR] [--seconds 3] [--rounds 3] [--connections 4] [--delegates 15000]

`people_queries.tsv` holds 200 queries over the names of the demo in its scripts: list, sort of query, query, and whom it means.
Of a part of a name any row that has the part is right. Namesakes are alike right.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.pages import Page, cookie, fetch, loading, measure, queries, served

FIRST = Bar("right one first", 0.95, is_floor=True)
FIVE = Bar("right one in the first five", 0.99, is_floor=True)
CPU = Bar("request", 20.0, "ms", "CPU")
QUERIES = Bar("queries", 8, "queries")
WEIGHT = Bar("page, compressed", 60.0, "kB")
SORT_FIRST = Bar("first of a sort", None)
BARS = (FIRST, FIVE, CPU, QUERIES, WEIGHT)
SET = Path(__file__).with_name("people_queries.tsv")
HEADS = "page             queries  CPU ms  p50 ms  p95 ms  requests/s  HTML kB  JS+CSS kB"


@dataclass(frozen=True, slots=True)
class Query:
    """Hold one query of the set: in which list, of which sort, and whom it means."""

    place: str
    sort: str
    text: str
    means: str


def main(words: list[str]) -> Result:
    """Print what was not found first, and a table of the pages; judge both."""
    parser = loading("people", __doc__, connections=4)
    parser.add_argument("--delegates", type=int, default=15_000)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-people-") as temporary:
        folder = options.folder or Path(temporary)
        os.environ |= {"PRAYA_VAR": str(folder.resolve()), "PRAYA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        edition = prepared()
        marks = found(edition)
        grow(edition, options.delegates)
        marks += shown(edition, options)
    return Result(tuple(marks), {})


def prepared() -> Any:
    """Return the demo's edition, built and indexed."""
    from django.utils import timezone

    from praya.demo.market import existing, load
    from praya.demo.size import FULL
    from praya.site.readiness import bring_up_to_date

    bring_up_to_date(lambda line: None)
    return existing() or load(FULL, 1, timezone.now()).edition


def query_set() -> list[Query]:
    """Return the queries."""
    return [Query(*line.split("\t")) for line in SET.read_text(encoding="utf-8").splitlines()]


def found(edition: Any) -> list[Mark]:
    """Return the marks of the queries, and of each sort how many were right first; those missed are printed."""
    first: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    five = 0
    for query in query_set():
        names = answered(edition, query)
        right = [at for at, name in enumerate(names[:5]) if is_right(query, name)]
        asked[query.sort] += 1
        first[query.sort] += right[:1] == [0]
        five += bool(right)
        if right[:1] != [0]:
            print(f"{query.sort}: {query.text} means {query.means}; first: {', '.join(names[:5]) or 'nobody'}", flush=True)
    total = sum(asked.values())
    sorts = [SORT_FIRST.mark(first[sort] / asked[sort], sort, f"of {asked[sort]}") for sort in asked]
    return [FIRST.mark(sum(first.values()) / total, beside=f"of {total}"), FIVE.mark(five / total, beside=f"of {total}"), *sorts]


def answered(edition: Any, query: Query) -> list[str]:
    """Return the names on the page that a buyer reads, in order."""
    from praya.core.lists.declaring import Asked
    from praya.match.attendees.listing import EXHIBITORS, PEOPLE

    listing = PEOPLE if query.place == "people" else EXHIBITORS
    visit = visit_of(edition)
    rows = listing.rows(Asked(visit, listing.filters({"q": query.text}, visit)))[:5]
    return [row["person__name"] if isinstance(row, dict) else row.name for row in rows]


def is_right(query: Query, name: str) -> bool:
    """Tell whether a name is what a query means."""
    from praya.engines.search import fold

    return fold(query.means) in fold(name) if query.sort == "part" else name == query.means


def visit_of(edition: Any) -> Any:
    """Return the visit of a buyer."""
    from praya.meet.accreditation.visits import EditionVisit
    from praya.meet.editions.queries import sites_of

    return EditionVisit(edition, list(sites_of(edition)), reader_of(edition))


def reader_of(edition: Any) -> Any:
    """Return the account of a buyer."""
    from praya.demo.roles import roles_of

    return next(role.account for role in roles_of(edition) if role.word == "buyer")


def grow(edition: Any, delegates: int) -> None:
    """Add people until so many delegates take part; they are no other's namesakes but by chance."""
    from random import Random

    from praya.core.catalogue.indexing import index_people
    from praya.core.directory.models import Person
    from praya.demo.naming import any_region, person_name
    from praya.meet.accreditation.models import Category, Delegate
    from praya.meet.parties.models import Party

    rng, missing = Random(2), delegates - Delegate.objects.filter(edition=edition, status="approved").count()
    if missing <= 0:
        return
    category = Category.objects.filter(edition=edition, may_meet=True).order_by("pk").first()
    sites = list(edition.sites.all())

    def people() -> Iterator[Person]:
        for _number in range(missing):
            region = any_region(rng)
            name = person_name(rng, region)
            yield Person(name=name.latin, names=name.native, country=region.country)

    made = Person.objects.bulk_create(people(), batch_size=1000)
    facts = {"edition": edition, "category": category, "status": "approved", "job_title": "Buyer"}
    rows = [Delegate(person=one, site=rng.choice([*sites, None]), **facts) for one in made]
    added = Delegate.objects.bulk_create(rows, batch_size=1000)
    Party.objects.bulk_create([Party(edition=edition, delegate=one) for one in added], batch_size=1000)
    index_people([one.pk for one in made])


def shown(edition: Any, options: Any) -> list[Mark]:
    """Return the marks of the lists and of the pages they lead to."""
    pages, marks = chosen_pages(edition), []
    counts = {page.name: queries(page) for page in pages}
    with served() as (process, port):
        print(HEADS)
        for page in pages:
            row = measure(page, counts[page.name], process, port, options)
            weight = len(gzip.compress(fetch(port, page.path, page.cookie)[1])) / 1000
            marks += [CPU.mark(row["cpu_ms"], page.name), QUERIES.mark(row["queries"], page.name)]
            marks.append(WEIGHT.mark(weight, page.name))
    return marks


def chosen_pages(edition: Any) -> list[Page]:
    """Return the lists, from their first page and from the middle, and one page of a person and of a company."""
    from django.urls import reverse

    from praya.meet.accreditation.models import Delegate
    from praya.meet.exhibitors.models import Exhibitor

    who = cookie(reader_of(edition))
    person = Delegate.objects.filter(edition=edition, status="approved").exclude(organisation=None).order_by("pk")[0].person
    company = Exhibitor.objects.filter(edition=edition).order_by("pk")[0].organisation
    found = {
        "people": (reverse("people", args=[edition.slug]), ""),
        "people, M": (reverse("people", args=[edition.slug]), "?letter=m"),
        "exhibitors": (reverse("exhibitors", args=[edition.slug]), ""),
        "exhibitors, 9": (reverse("exhibitors", args=[edition.slug]), "?page=9"),
        "person": (reverse("person", args=[edition.slug, person.code]), ""),
        "company": (reverse("organisation", args=[edition.slug, company.code]), ""),
    }
    return [Page(name, path + words, who, True) for name, (path, words) in found.items()]
