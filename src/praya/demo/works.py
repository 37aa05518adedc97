"""Fill the demo's catalogue: works of every kind and stage, their makers, two showcases, and what companies look for.

Draws from a source of chance of its own, so that people, wishes and meetings of a seed stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from praya.core.catalogue.document import display_name
from praya.core.catalogue.indexing import index_organisations, index_people, index_titles
from praya.core.catalogue.models import Credit, Title
from praya.core.catalogue.vocabulary import PROJECT_STAGES
from praya.core.directory.models import Organisation, Person
from praya.core.texts.reading import write
from praya.demo.naming import any_region, code, person_name
from praya.demo.people import BATCH, Cast
from praya.demo.places import Stage
from praya.demo.tables import read
from praya.demo.works_words import LOGLINES, named, table
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Showcase, ShowcaseItem, Work

Showpiece = dict[str, Any]
SHOWCASES: list[Showpiece] = read("showcases")
KINDS = ("film", "series", "documentary", "animation", "short", "micro_drama", "short_video", "xr")
KIND_SHARES = (40, 16, 12, 12, 8, 8, 2, 2)
STAGES = (
    "idea",
    "development",
    "financing",
    "preproduction",
    "production",
    "postproduction",
    "picture_lock",
    "completed",
    "released",
)
STAGE_SHARES = (2, 12, 10, 6, 8, 8, 4, 25, 25)
MINUTES = {
    "film": (78, 150),
    "series": (22, 60),
    "documentary": (52, 110),
    "animation": (11, 100),
    "short": (5, 29),
    "micro_drama": (1, 3),
}
WANTS = ("coproducer", "finance", "sales_agent", "distributor", "broadcaster", "platform", "location", "writer", "talent")
WANTED_IN = ("HK", "CN", "JP", "KR", "TW", "SG", "TH", "FR", "DE", "CA", "US", "AU", "BR", "IN", "AE")
# What the demo's companies do, in the words of the vocabulary, from the word that their stand shows.
RIGHTS = ("theatrical", "free_tv", "pay_tv", "svod", "avod", "tvod", "inflight", "educational")
FACT = {"budget": ("badge", "buyer", "request"), "finance": ("badge", "buyer", "request"), "rights": ("badge", "buyer")}


def fill_catalogue(stage: Stage, cast: Cast, count: int, seed: int) -> int:
    """Make the works and showcases of the edition and list everything in the index; return how many works there are."""
    rng = Random(f"praya demo works {seed}")  # noqa: S311 - names of films, not secrets
    delegates = [*(one for staff in cast.staff.values() for one in staff), *cast.others]
    _describe(cast, rng)
    makers = _makers(max(8, count // 4), rng)
    hosts = _hosts(cast)
    pieces = [(piece, host) for piece, host in zip(_showpieces(), hosts, strict=False)]
    drawn = [(_drawn(rng), rng.choice(hosts)) for _ in range(count - len(pieces))]
    titles = [_title(piece, host, rng) for piece, host in [*pieces, *drawn]]
    Title.objects.bulk_create(titles, batch_size=BATCH)
    Credit.objects.bulk_create(_credits(titles, [host for _piece, host in [*pieces, *drawn]], makers, rng), batch_size=BATCH)
    works = [
        _work(stage, title, host, is_shown=number < len(pieces) or rng.random() < 0.97)
        for number, (title, (_piece, host)) in enumerate(zip(titles, [*pieces, *drawn], strict=True))
    ]
    Work.objects.bulk_create(works, batch_size=BATCH)
    _showcases(stage, works, hosts)
    _list_all(delegates, makers, titles)
    return len(works)


Host = tuple[Organisation, Exhibitor | None, Delegate | None]


def _hosts(cast: Cast) -> list[Host]:
    """Return who may bring works: every exhibitor, and producers without a stand."""
    exhibitors: list[Host] = [(one.organisation, one, cast.staff[one.pk][0]) for one in cast.exhibitors]
    producers = [one for one in cast.others if one.organisation and one.category and one.category.slug == "producer"]
    alone: list[Host] = [(one.organisation, None, one) for one in producers if one.organisation]
    return [*exhibitors, *alone]


def _showpieces() -> list[Showpiece]:
    pieces = [piece for showcase in SHOWCASES for piece in showcase["works"]]
    return [{**piece, "logline": write(piece["logline"]), "synopsis": write(piece["synopsis"])} for piece in pieces]


def _drawn(rng: Random) -> Showpiece:
    region = any_region(rng)
    names = named(rng.choice(table("heads")), rng.choice(table("places")))
    own = region.language if region.language in names else "en"
    genre = rng.choice(list(LOGLINES))
    kind, stage = rng.choices(KINDS, KIND_SHARES)[0], rng.choices(STAGES, STAGE_SHARES)[0]
    partners = rng.sample(WANTED_IN, rng.choices((0, 1, 2), (55, 30, 15))[0])
    shares = {1: (100,), 2: (70, 30), 3: (50, 30, 20)}[1 + len([code for code in partners if code != region.country])]
    codes = [region.country, *(code for code in partners if code != region.country)]
    low = int(10 ** rng.uniform(4.6, 7.4)) // 1000 * 1000
    high = low if rng.random() < 0.5 else low * 5 // 4
    secured = 1.0 if stage in {"completed", "released"} else rng.choice((0.0, 0.1, 0.25, 0.4, 0.6, 0.8))
    return {
        "names": _title_names(names, own),
        "kind": kind,
        "stage": stage,
        "genres": list(dict.fromkeys([genre, rng.choice(list(LOGLINES))])),
        "minutes": rng.randint(*MINUTES.get(kind, (5, 30))),
        "themes": [],
        "episodes": rng.choice((6, 8, 10, 12, 24, 40, 80)) if kind in {"series", "micro_drama"} else None,
        "countries": [{"code": code, "share": share} for code, share in zip(codes, shares, strict=True)],
        "languages": [region.language],
        "logline": write(LOGLINES[genre]),
        "synopsis": {},
        "budget": (low, high),
        "secured": (int(low * secured), int(high * secured)),
        "seeking": _seeking(stage, rng),
    }


def _title_names(names: dict[str, str], own: str) -> list[dict[str, str]]:
    kinds = [(own, "original"), *((tag, "other") for tag in ("zh-Hant", "fr") if tag != own), ("en", "international")]
    if own == "zh-Hans":
        kinds.remove(("zh-Hant", "other"))
    return [
        {"text": names[tag], "tag": tag, "kind": kind} for tag, kind in kinds if not (tag == own == "en" and kind == "original")
    ]


def _seeking(stage: str, rng: Random) -> list[dict[str, Any]]:
    if stage not in PROJECT_STAGES:
        return []
    return [
        {"what": what, "where": rng.sample(WANTED_IN, rng.randint(0, 3)), "note": ""}
        for what in rng.sample(WANTS, rng.randint(1, 3))
    ]


def _title(piece: Showpiece, host: Host, rng: Random) -> Title:
    columns = {name: value for name, value in piece.items() if name not in {"budget", "secured"}}
    is_new = piece["stage"] in PROJECT_STAGES
    (low, high), (secured_low, secured_high) = piece["budget"], piece["secured"]
    return Title(
        code=code(rng),
        reference=f"demo-t{code(rng)}",
        owner=host[0],
        status=Title.Status.PUBLISHED,
        name=display_name(piece["names"])[:200],
        year=None if is_new else rng.randint(2019, 2026),
        is_runtime_confirmed=not is_new,
        level=rng.choices(("public", "badge"), (60, 40))[0],
        budget_low=low * 100,
        budget_high=high * 100,
        secured_low=secured_low * 100,
        secured_high=secured_high * 100,
        visibility={part: rng.choice(levels) for part, levels in FACT.items()},
        versions=_versions(piece, rng),
        rights=_rights(rng) if not is_new else {},
        materials=_materials(piece, rng),
        prizes=_prizes(rng) if not is_new and rng.random() < 0.15 else [],
        **columns,
    )


def _versions(piece: Showpiece, rng: Random) -> list[dict[str, Any]]:
    if piece["stage"] not in {"completed", "released"}:
        return []
    tags = ["en", *rng.sample(("zh-Hant", "zh-Hans", "fr", "es", "ja", "ar", "pt"), rng.randint(0, 3))]
    return [{"tag": tag, "is_dubbed": False, "is_subtitled": True, "is_audio_described": False} for tag in tags]


def _rights(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return write({"en": "All rights, world outside the country of origin.", "zh-Hant": "原產地以外全球全部版權。"})
    return write(
        {"en": "Asia: SVOD and free TV open; theatrical on request.", "zh-Hant": "亞洲：SVOD 及免費電視可售，院線待議。"}
    )


def _materials(piece: Showpiece, rng: Random) -> list[dict[str, Any]]:
    kind = "deck" if piece["stage"] in PROJECT_STAGES else "trailer"
    if rng.random() < 0.4:
        return []
    address = f"https://screen.example/{kind}/{rng.randint(10_000, 99_999)}"
    return [{"kind": kind, "label": "", "address": address, "level": rng.choice(("public", "badge"))}]


def _prizes(rng: Random) -> list[dict[str, Any]]:
    event, prize = rng.choice((("Harbour Lights Festival", "Audience award"), ("Silver Quay Awards", "Best first feature")))
    return [{"event": event, "year": rng.randint(2022, 2026), "prize": prize, "country": rng.choice(WANTED_IN)}]


def _makers(count: int, rng: Random) -> list[Person]:
    """Make the people who are credited but do not attend."""
    people = []
    for number in range(1, count + 1):
        region = any_region(rng)
        name = person_name(rng, region)
        people.append(
            Person(
                code=code(rng),
                reference=f"demo-d{number}",
                name=name.latin,
                names=name.native,
                country=region.country,
                is_family_name_first=region.is_family_first,
                languages=[region.language],
                level="public",
                activities=["production"],
            )
        )
    return Person.objects.bulk_create(people, batch_size=BATCH)


def _credits(titles: Sequence[Title], hosts: Sequence[Host], makers: Sequence[Person], rng: Random) -> Iterator[Credit]:
    for title, (organisation, exhibitor, delegate) in zip(titles, hosts, strict=True):
        director, writer = rng.sample(list(makers), 2)
        yield Credit(title=title, position=0, role="director", person=director, name=director.name)
        yield Credit(title=title, position=1, role="writer", person=writer, name=writer.name)
        if delegate is not None:
            yield Credit(title=title, position=2, role="producer", person=delegate.person, name=delegate.person.name)
        role = "sales" if exhibitor is not None and organisation.activity == "sales" else "production"
        yield Credit(title=title, position=3, role=role, organisation=organisation, name=organisation.name)


def _work(stage: Stage, title: Title, host: Host, *, is_shown: bool) -> Work:
    _organisation, exhibitor, delegate = host
    status = Work.Status.ACCEPTED if is_shown else Work.Status.SUBMITTED
    decided = stage.edition.starts_on - timedelta(days=30) if is_shown else None
    at = f"{decided:%Y-%m-%d}T00:00:00Z" if decided else None
    return Work(edition=stage.edition, title=title, exhibitor=exhibitor, contact=delegate, status=status, decided_at=at)


def _showcases(stage: Stage, works: Sequence[Work], hosts: Sequence[Host]) -> None:
    shown = iter(works)
    for position, words in enumerate(SHOWCASES):
        showcase = Showcase.objects.create(
            edition=stage.edition,
            curator=hosts[position][0],
            name=write(words["name"]),
            introduction=write(words["introduction"]),
            is_published=True,
            position=position,
        )
        ShowcaseItem.objects.bulk_create(
            ShowcaseItem(showcase=showcase, work=next(shown), position=place) for place, _piece in enumerate(words["works"])
        )


def _describe(cast: Cast, rng: Random) -> None:
    """Say what the demo's companies do and look for, and what the people among them like."""
    companies = {one.organisation.pk: one.organisation for one in cast.exhibitors}
    companies |= {one.organisation.pk: one.organisation for one in cast.others if one.organisation}
    for one in companies.values():
        one.activities = [one.activity or "production"]
        one.territories = sorted({one.country, *rng.sample(WANTED_IN, rng.randint(0, 2))})
        one.level = "public"
        one.preferences = _preferences(rng)
    Organisation.objects.bulk_update(companies.values(), ["activities", "territories", "level", "preferences"], batch_size=500)


def _preferences(rng: Random) -> dict[str, list[str]]:
    return {
        "kinds": rng.sample(KINDS[:6], rng.randint(1, 3)),
        "genres": rng.sample(list(LOGLINES), rng.randint(1, 4)),
        "countries": rng.sample(WANTED_IN, rng.randint(0, 3)),
        "seeking": rng.sample(WANTS[:6], rng.randint(0, 2)),
        "rights": rng.sample(RIGHTS, rng.randint(1, 3)),
    }


def _list_all(delegates: Sequence[Delegate], makers: Sequence[Person], titles: Sequence[Title]) -> None:
    people = [one.person_id for one in delegates] + [one.pk for one in makers]
    companies = sorted({one.organisation_id for one in delegates if one.organisation_id})
    for lister, numbers in ((index_organisations, companies), (index_people, people), (index_titles, [one.pk for one in titles])):
        for start in range(0, len(numbers), 1000):
            lister(numbers[start : start + 1000])
