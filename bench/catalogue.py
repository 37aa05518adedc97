"""Measure the catalogue page over many titles: CPU per request of the real server, queries, weight.

    script/bench catalogue [--titles 100000] [--folder DIR] [--seconds 3] [--rounds 3] [--connections 2]

The titles are invented and written into a fresh SQLite file; a folder given is kept and used again. CPU is that of the
server's process tree alone, the best of some rounds, so it stays meaningful on a busy machine.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result
from bench.pages import HEADS as COLUMNS
from bench.pages import SHOWN, WEIGHT, Page, cookie, loading, marks_of, measure, queries, served

CPU = Bar("request", 60.0, "ms", "CPU")
QUERIES = Bar("queries", 16, "queries")
BARS = (CPU, QUERIES, WEIGHT)
IS_PAIRED = True
SLUG = "catalogue-bench"
HEADS = ("Silent", "Golden", "Broken", "Paper", "Midnight", "Salt", "Hidden", "Crimson", "Last", "Northern", "Glass", "Winter")
TAILS = ("Harbour", "Lantern", "Tide", "Mountain", "Letter", "Garden", "Train", "Orchid", "Border", "Mirror", "Season", "Ferry")
SIGNS = "花樣年華春光乍洩重慶森林東邪西毒阿飛正傳一代宗師墮落天使旺角卡門藍莓之夜悲情城市戀戀風塵童年往事南國再見海上花"
COUNTRIES = (
    "HK",
    "MO",
    "CN",
    "TW",
    "KR",
    "JP",
    "TH",
    "FR",
    "EG",
    "BR",
    "US",
    "GB",
    "IN",
    "SG",
    "PT",
    "CA",
    "DE",
    "IT",
    "ES",
    "VN",
)
LANGUAGES = ("yue", "cmn", "en", "fr", "ar", "ko", "ja", "pt", "th", "hi")


def main(words: list[str]) -> Result:
    """Print a table and judge every page."""
    parser = loading("catalogue", __doc__, connections=2)
    parser.add_argument("--titles", type=int, default=100_000)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-catalogue-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        os.environ |= {"PRAYA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        delegate = prepared(options.titles)
        pages = chosen_pages(cookie(delegate.person.account))
        counts = {page.name: queries(page) for page in pages}
        with served() as (process, port):
            print(COLUMNS)
            rows = [measure(page, counts[page.name], process, port, options) for page in pages]
    # What words cost beside filters is the engine's own affair: `bench search` has its bars.
    barred = {page.name: CPU if page.is_barred else SHOWN[0] for page in pages}
    marks = [mark for row in rows for mark in marks_of(row, (barred[row["page"]], QUERIES, WEIGHT))]
    return Result(tuple(marks), {"titles": options.titles, "pages": rows})


def chosen_pages(who: str) -> list[Page]:
    """Return the pages to be measured: as it opens, with two filters, with words and filters, on the map, publicly."""
    root = f"/e/{SLUG}/works/"
    return [
        Page("all works", root, who, True),
        Page("two filters", f"{root}?genre=drama&country=HK", who, True),
        Page("words, filters", f"{root}?q=silent+harbour&genre=drama&country=HK", who, False),
        Page("Chinese words", f"{root}?q=%E8%8A%B1%E6%A8%A3&stage=completed", who, False),
        Page("page 40", f"{root}?genre=drama&page=40", who, True),
        Page("map", f"{root}map/?genre=drama", who, True),
        Page("public", "/catalogue/?genre=drama&country=HK", "", True),
    ]


def prepared(count: int) -> Any:
    """Return a buyer of an edition that shows so many titles, built unless the folder has it already."""
    from django.utils import timezone
    from tests import builders as make

    from praya.core.index import sources
    from praya.core.index.compacting import rebuild
    from praya.meet.accreditation.models import Delegate
    from praya.site.readiness import bring_up_to_date

    bring_up_to_date(lambda line: None)
    known = Delegate.objects.filter(edition__slug=SLUG, category__is_buyer=True).select_related("person__account").first()
    if known is not None:
        return known
    today, began = timezone.now().date(), time.monotonic()
    edition = make.make_edition(SLUG, is_public=True, starts_on=today, ends_on=today + timedelta(days=3))
    delegate = make.make_delegate(edition, category=make.make_category(edition, "buyer", is_buyer=True))
    make.make_calendar(delegate)
    _write_titles(edition, count)
    print(f"{count} titles written in {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    listings = rebuild(sources.records("title"))
    print(f"{listings} listings indexed in {time.monotonic() - began:.0f} s")
    return delegate


def _write_titles(edition: Any, count: int) -> None:
    from tests import builders as make

    from praya.core.catalogue.models import Credit, Title
    from praya.meet.works.models import Work

    exhibitors = [
        make.make_exhibitor(edition, f"Exhibitor {n}", site="hk" if n % 2 else "la", has_stand=False) for n in range(40)
    ]
    rng = random.Random(1)
    for start in range(0, count, 5000):
        size = min(5000, count - start)
        titles = Title.objects.bulk_create([_title(rng, start + n) for n in range(size)])
        Credit.objects.bulk_create(
            Credit(title=title, role="director", name=f"{rng.choice(HEADS)} {rng.choice(TAILS)}son") for title in titles
        )
        Work.objects.bulk_create(
            Work(edition=edition, title=title, exhibitor=exhibitors[title.pk % 40], status=Work.Status.ACCEPTED)
            for title in titles
        )


def _title(rng: random.Random, number: int) -> Any:
    from praya.core.catalogue.models import Title
    from praya.core.catalogue.vocabulary import GENRES, KINDS, STAGES, WANTS
    from praya.core.texts.reading import write

    english = f"{rng.choice(HEADS)} {rng.choice(TAILS)} {number % 997}"
    names = [{"text": english, "tag": "en", "kind": "international"}]
    if number % 3 == 0:
        names.insert(0, {"text": "".join(rng.sample(SIGNS, 4)), "tag": "zh-Hant", "kind": "original"})
    return Title(
        status=Title.Status.PUBLISHED,
        level="public",
        name=english,
        names=names,
        kind=rng.choice(list(KINDS)),
        stage=rng.choice(list(STAGES)),
        year=rng.randint(1990, 2026),
        minutes=rng.randint(10, 180),
        genres=rng.sample(list(GENRES), 2),
        countries=[{"code": code, "share": None} for code in rng.sample(COUNTRIES, 2)],
        languages=rng.sample(LANGUAGES, 1),
        seeking=[{"what": rng.choice(list(WANTS)), "where": [], "note": ""}],
        logline=write({"en": f"A story of a {rng.choice(TAILS).lower()} and of those who leave it behind."}),
        budget_low=rng.randint(1, 40) * 10**8,
        budget_high=4 * 10**9,
        visibility={"budget": "badge"},
    )
