"""Import a market's spreadsheet twice and say how long it took: 15,000 delegates, 1,000 organisations, 200 duplicates.

Run as `script/bench imports [--delegates N] [--organisations N] [--seed N] [--keep FILE]`. It works in a new database
of its own (SQLite in a temporary folder, or DATABASE_URL of an empty database that it migrates).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result

CPU = Bar("import of 15,000 delegates", 60.0, "s", "CPU")
MEMORY = Bar("memory", 500, "MB")
FAULTS = Bar("faults found in a sound file", 0)
CHANGED = Bar("rows that a second import changes", 0, "rows")
BARS = (CPU, MEMORY, FAULTS, CHANGED)

GIVEN = (
    "José María",
    "Zoë",
    "Łukasz",
    "Øyvind",
    "Chloé",
    "Jürgen",
    "Ingrid",
    "Nguyễn Thị",
    "Siobhán",
    "Mehmet",
    "Aisha",
    "Priya",
    "Olga",
    "Yuki",
    "Min-jun",
    "Ana",
    "Tomáš",
    "Élodie",
    "Kwame",
    "Luísa",
    "Dmitri",
    "Hana",
    "Marek",
    "Renée",
    "Sören",
    "Inês",
)
FAMILY = (
    "Müller",
    "García Núñez",
    "Kowalczyk",
    "Håkansson",
    "Brûlé",
    "Øster",
    "Nguyễn",
    "Ó Briain",
    "Yılmaz",
    "Okafor",
    "Sharma",
    "Petrova",
    "Tanaka",
    "Kim",
    "Araújo",
    "Dvořák",
    "Lefèvre",
    "Mensah",
    "Conceição",
    "Volkov",
    "Sato",
    "Nowak",
    "Étienne",
)
CHINESE_FAMILY = "王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅鄭梁謝宋唐許鄧韓馮曹彭曾肖田董袁潘于蔣蔡余杜葉程蘇魏呂丁任沈"
CHINESE_GIVEN = "偉芳娜敏靜麗強磊軍洋勇艷傑娟濤明超秀霞平剛桂文華建國志玉蘭海燕春梅雪松雲飛鵬宇欣怡浩然子軒詩涵"
LATIN_CHINESE = ("Chan", "Wong", "Lee", "Cheung", "Lau", "Ng", "Leung", "Ho", "Lam", "Kwok", "Tang", "Fung")
FIRST = (
    "Harbour",
    "Lantern",
    "Étoile",
    "Nordlys",
    "Praia",
    "Monsoon",
    "Plum",
    "Río",
    "Jade",
    "Granit",
    "Baltic",
    "Sakura",
    "Savanna",
)
SECOND = ("Pictures", "Films", "Média", "Studio", "Animation", "Entretenimento", "Vision", "Works", "Distribution", "Télévision")
CHINESE_COMPANY = ("海港", "明燈", "梅花", "江南", "北極", "翠玉", "星河", "雲頂", "東方", "金沙")
COUNTRIES = (
    "Hong Kong",
    "CN",
    "Macau",
    "France",
    "DEU",
    "Portugal",
    "JP",
    "韓國",
    "Brazil",
    "PL",
    "Nigeria",
    "IN",
    "Türkiye",
    "美國",
)
TITLES = ("Head of sales", "Acquisitions", "Producer", "Directrice des ventes", "Buyer", "Festival programmer", "製片人", "")


def organisations(random_: random.Random, count: int) -> list[list[str]]:
    """Return rows of organisations: reference, name, Chinese name, country, activity, exhibitor, site."""
    rows = []
    for number in range(count):
        name = f"{random_.choice(FIRST)} {random_.choice(FAMILY)} {random_.choice(SECOND)} {number}"
        chinese = f"{random_.choice(CHINESE_COMPANY)}{random_.choice(CHINESE_GIVEN)}影業{number}"
        site = random_.choice(("hk", "la"))
        rows.append(
            [f"ORG-{number:04d}", name, chinese, random_.choice(COUNTRIES), "Sales", "yes" if number % 10 < 7 else "no", site]
        )
    return rows


def delegates(random_: random.Random, count: int, companies: Sequence[list[str]], duplicates: int) -> list[list[str]]:
    """Return rows of delegates, `duplicates` of them repetitions: half word for word, half with another address."""
    rows = [_delegate(random_, number, companies) for number in range(count - duplicates)]
    for number, row in enumerate(random_.sample(rows, duplicates)):
        if number % 2:
            rows.append(list(row))
        else:
            other = [f"D-X{number:04d}", row[1].upper(), row[2], f"second.{number}@example.org", *row[4:]]
            rows.append(other)
    random_.shuffle(rows)
    return rows


def _delegate(random_: random.Random, number: int, companies: Sequence[list[str]]) -> list[str]:
    company = companies[number % len(companies)]
    if random_.random() < 0.4:
        chinese = random_.choice(CHINESE_FAMILY) + random_.choice(CHINESE_GIVEN) + random_.choice(CHINESE_GIVEN)
        name = f"{random_.choice(LATIN_CHINESE)} {random_.choice(GIVEN)}" if random_.random() < 0.5 else chinese
    else:
        chinese, name = "", f"{random_.choice(GIVEN)} {random_.choice(FAMILY)}"
    return [
        f"D-{number:05d}",
        name,
        chinese,
        f"person.{number}@example.org",
        company[0],
        company[1],
        random_.choice(TITLES),
        random_.choice(("buyer", "exhibitor", "guest")),
        company[6],
        random_.choice(COUNTRIES),
        random_.choice(("en", "zh, en", "pt; en")),
    ]


def write_file(path: Path, *, seed: int, people: int, companies: int, duplicates: int) -> None:
    """Write the workbook; the same seed gives the same file."""
    from praya.core.sheets.writing import Sheet, write_workbook

    random_ = random.Random(seed)
    firms = organisations(random_, companies)
    heads = ("reference", "name", "name (zh-Hant)", "country", "activity", "exhibitor", "site")
    people_heads = (
        "reference",
        "name",
        "name (zh-Hant)",
        "e-mail",
        "organisation reference",
        "organisation",
        "job title",
        "category",
        "site",
        "country",
        "languages",
    )
    rows = delegates(random_, people, firms, duplicates)
    write_workbook([Sheet("organisations", heads, firms), Sheet("delegates", people_heads, rows)], path)


def set_up(slug: str) -> None:
    """Make the edition into which the file goes."""
    from datetime import date, timedelta
    from datetime import time as clock

    from praya.core.texts.reading import write
    from praya.meet.accreditation.models import Category
    from praya.meet.editions.models import Edition, Market, OpeningHours, Site

    market = Market.objects.create(slug=slug, name=write({"en": "Bench"}))
    first = date(2027, 3, 15)
    edition = Edition.objects.create(
        market=market, slug=slug, name=write({"en": "Bench"}), starts_on=first, ends_on=first + timedelta(days=3)
    )
    for word, zone in (("hk", "Asia/Hong_Kong"), ("la", "America/Los_Angeles")):
        site = Site.objects.create(edition=edition, slug=word, short_name=word.upper(), zone=zone, name=write({"en": word}))
        for day in range(4):
            OpeningHours.objects.create(site=site, on=first + timedelta(days=day), opens=clock(9), closes=clock(18))
    for word in ("buyer", "exhibitor", "guest"):
        Category.objects.create(edition=edition, slug=word, name=write({"en": word}))


def import_once(path: Path, slug: str) -> dict[str, Any]:
    """Run `praya import` as an organiser would, and measure it."""
    began = time.monotonic()
    command = [sys.executable, "-m", "praya", "import", str(path), "--edition", slug, "--json"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    result = json.loads(said) if said else {"counts": {}, "faults": ["no answer"]}
    return {
        "seconds": round(time.monotonic() - began, 2),
        "megabytes": usage.ru_maxrss // 1024,
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "exit": os.waitstatus_to_exitcode(status),
        "counts": result["counts"],
        "looks_like": result.get("looks_like", 0),
        "faults": len(result["faults"]),
    }


def measure(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    """Write the file, make the database, and import twice."""
    os.environ["PRAYA_VAR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    path = options.keep or folder / "market.xlsx"
    write_file(path, seed=options.seed, people=options.delegates, companies=options.organisations, duplicates=options.duplicates)
    call_command("migrate", verbosity=0)
    slug = f"bench-{os.getpid()}"
    set_up(slug)
    for number in (1, 2):
        yield {"import": number, **import_once(path, slug)}


def main(words: Sequence[str]) -> Result:
    """Print a line per import and judge both."""
    parser = argparse.ArgumentParser(prog="script/bench imports", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--delegates", type=int, default=15_000)
    parser.add_argument("--organisations", type=int, default=1_000)
    parser.add_argument("--duplicates", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, help="write the workbook here and keep it")
    options = parser.parse_args(words)
    figures = []
    with tempfile.TemporaryDirectory(prefix="praya-bench-") as folder:
        for figure in measure(options, Path(folder)):
            figures.append(figure)
            print(
                "import {import}: {seconds:6.1f} s ({cpu_seconds} s of CPU), {megabytes} MB, {counts}, "
                "{looks_like} look alike, {faults} faults".format(**figure)
            )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    marks = [mark for figure in figures for mark in _marks(figure)]
    again = figures[-1]["counts"]
    marks.append(CHANGED.mark(sum(again.get(fate, 0) for fate in ("new", "changed", "fault")), beside=str(again)))
    return Result(tuple(marks), {"imports": figures, "largest_process_megabytes": children})


def _marks(figure: dict[str, Any]) -> Iterator[Mark]:
    of = f"import {figure['import']}"
    yield CPU.mark(figure["cpu_seconds"], of, f"{figure['seconds']} s wall")
    yield MEMORY.mark(figure["megabytes"], of)
    yield FAULTS.mark(figure["faults"] + (figure["exit"] != 0), of)
