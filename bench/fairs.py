"""Draw a market with its works for the benchmark of suggestions: many producers, fewer buyers, a few whom everybody knows."""

from __future__ import annotations

from random import Random
from typing import Any

from praya.engines.matching import ONLINE, Audience, Kind, Need, Party, Problem, Right, Taste

COUNTRIES = (
    "HK",
    "CN",
    "MO",
    "TW",
    "JP",
    "KR",
    "TH",
    "VN",
    "MY",
    "SG",
    "ID",
    "PH",
    "IN",
    "AU",
    "NZ",
    "US",
    "CA",
    "GB",
    "IE",
    "FR",
    "DE",
    "ES",
    "PT",
    "IT",
    "BR",
    "AR",
    "MX",
    "ZA",
    "NG",
    "AE",
)
CROWD = (18, 16, 5, 6, 7, 7, 4, 2, 3, 3, 2, 2, 4, 2, 1, 6, 3, 4, 1, 4, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1)
SPOKEN = {
    "HK": ("yue", "en", "cmn"),
    "CN": ("cmn",),
    "MO": ("yue", "pt", "cmn"),
    "TW": ("cmn",),
    "JP": ("ja",),
    "KR": ("ko",),
    "TH": ("th",),
    "VN": ("vi",),
    "MY": ("ms", "en"),
    "SG": ("en", "cmn"),
    "ID": ("id",),
    "PH": ("fil", "en"),
    "IN": ("hi", "en"),
    "CA": ("en", "fr"),
    "FR": ("fr",),
    "DE": ("de",),
    "ES": ("es",),
    "PT": ("pt",),
    "IT": ("it",),
    "BR": ("pt",),
    "AR": ("es",),
    "MX": ("es",),
    "AE": ("ar", "en"),
}
ACTIVITIES = ("production", "sales", "distribution", "broadcast", "platform", "fund", "commission", "festival", "exhibition")
SHARES = (46, 13, 12, 5, 5, 4, 5, 6, 4)
OFFERED = {
    "production": "coproducer",
    "sales": "sales_agent",
    "distribution": "distributor",
    "broadcast": "broadcaster",
    "platform": "platform",
    "fund": "finance",
    "commission": "location",
}
BOUGHT = {
    "distribution": ("theatrical", "tvod"),
    "broadcast": ("free_tv",),
    "platform": ("svod", "avod"),
    "exhibition": ("theatrical",),
}
SOLD = ("theatrical", "svod", "free_tv", "avod")
SOUGHT = ("coproducer", "finance", "sales_agent", "distributor", "broadcaster", "platform", "location")
GENRES = (
    "drama",
    "comedy",
    "thriller",
    "action",
    "romance",
    "horror",
    "history",
    "fantasy",
    "children",
    "crime",
    "social",
    "music",
)
FORMATS, FORMAT_SHARES = ("film", "series", "documentary", "animation", "short", "micro_drama"), (48, 18, 16, 8, 5, 5)
STAGES = ("development", "financing", "production", "postproduction", "completed")
BUDGETS = ("under_250k", "under_1m", "under_3m", "under_10m", "under_30m", "over_30m")
SITES = ("hk", "mo", ONLINE)


def drawn_fair(seed: int, *, people: int = 5000, works: int = 4000, exhibitors: int = 700) -> Problem:
    """Return a market; the same seed gives the same one. One person in fifty is a newcomer of three facts."""
    random = Random(seed)
    companies = [_company(random) for _ in range(max(1, people * 3 // 5))]
    staff = [_person(random, number, companies) for number in range(people)]
    stands = [_stand(random, people + number, number, companies) for number in range(min(exhibitors, len(companies)))]
    catalogue = [_work(random, people + len(stands) + number, staff) for number in range(works)]
    parties = (*staff, *stands, *catalogue)
    numbers = range(people + len(stands))
    pairs = [tuple(random.sample(numbers, 2)) for _ in range(4 * people)]
    return Problem(
        parties=parties,
        vetoes=frozenset((one, other) for one, other in pairs[: people // 2]),
        known=frozenset((one, other) for one, other in pairs[people // 2 :]),
    )


def _company(random: Random) -> tuple[str, str]:
    return random.choices(ACTIVITIES, SHARES)[0], random.choices(COUNTRIES, CROWD)[0]


def _person(random: Random, number: int, companies: list[tuple[str, str]]) -> Party:
    # The large send many people: low company numbers are drawn more often.
    company = int(len(companies) * random.random() ** 1.5)
    activity, country = companies[company]
    languages = tuple(dict.fromkeys((*SPOKEN.get(country, ("en",)), *(("en",) if random.random() < 0.8 else ()))))
    common: dict[str, Any] = {
        "organisations": (company,),
        "countries": (country,),
        "sites": (random.choices(SITES, (6, 3, 1))[0],),
    }
    if number % 50 == 49:
        return Party(number, languages=languages[:1], **common)
    formats = _counts(random, FORMATS, FORMAT_SHARES) if activity in {"production", "sales"} else {}
    return Party(
        number,
        languages=languages,
        activities=(activity,),
        seeks=_needs(random, 2) if activity == "production" else (),
        offers=(Need(OFFERED[activity]),) if activity in OFFERED else (),
        buys=tuple(Right(name, tuple(random.sample(COUNTRIES, 3))) for name in BOUGHT.get(activity, ())),
        sells=tuple(Right(name) for name in random.sample(SOLD, 2)) if activity == "sales" else (),
        prefers=_taste(random) if activity not in {"production", "sales"} or random.random() < 0.3 else Taste(),
        genres=_counts(random, GENRES) if formats else {},
        formats=formats,
        collaborators=tuple(10**6 + int(3000 * random.random() ** 2) for _ in range(random.randrange(5))),
        slots=random.choice((0xFF, 0xFF00, 0xFFFF)) if random.random() < 0.2 else None,
        clearance=Audience.BUYERS if activity in BOUGHT else Audience.BADGES,
        audiences={"budget": Audience.BUYERS},
        **common,
    )


def _stand(random: Random, number: int, company: int, companies: list[tuple[str, str]]) -> Party:
    activity, country = companies[company]
    return Party(
        number,
        Kind.EXHIBITOR,
        organisations=(company,),
        countries=(country,),
        activities=(activity,),
        offers=(Need(OFFERED[activity]),) if activity in OFFERED else (),
        sells=(Right(random.choice(("theatrical", "svod", "free_tv"))),) if activity in {"sales", "production"} else (),
        buys=tuple(Right(name) for name in BOUGHT.get(activity, ())),
        genres=_counts(random, GENRES),
        formats=_counts(random, FORMATS, FORMAT_SHARES),
        sites=(random.choices(SITES, (6, 3, 1))[0],),
    )


def _work(random: Random, number: int, staff: list[Party]) -> Party:
    host = staff[int(len(staff) * random.random())]
    is_finished = random.random() < 0.6
    rights = random.sample(("theatrical", "svod", "free_tv", "avod", "remake"), 3)
    return Party(
        number,
        Kind.WORK,
        organisations=host.organisations,
        hosts=(host.number,),
        countries=tuple(dict.fromkeys((*host.countries, *random.choices(COUNTRIES, CROWD, k=random.randrange(2))))),
        languages=host.languages[:1],
        seeks=() if is_finished else _needs(random, 3),
        sells=tuple(Right(name, tuple(random.sample(COUNTRIES, 12))) for name in rights) if is_finished else (),
        genres=dict.fromkeys(random.sample(GENRES, random.choice((1, 2))), 1),
        formats={random.choices(FORMATS, FORMAT_SHARES)[0]: 1},
        stage="completed" if is_finished else random.choice(STAGES[:-1]),
        budget=random.choice(BUDGETS),
        collaborators=tuple(10**6 + int(3000 * random.random() ** 2) for _ in range(4)),
        sites=host.sites,
        clearance=host.clearance,
        audiences={"budget": Audience.BUYERS},
    )


def _needs(random: Random, most: int) -> tuple[Need, ...]:
    roles = random.sample(SOUGHT, random.randint(1, most))
    return tuple(Need(role, tuple(random.choices(COUNTRIES, CROWD, k=random.randrange(3)))) for role in roles)


def _taste(random: Random) -> Taste:
    return Taste(
        genres=tuple(random.sample(GENRES, 3)),
        formats=tuple(set(random.choices(FORMATS, FORMAT_SHARES, k=2))),
        stages=tuple(random.sample(STAGES, 2)) if random.random() < 0.5 else (),
        budgets=BUDGETS[1:4] if random.random() < 0.5 else (),
        countries=tuple(random.choices(COUNTRIES, CROWD, k=2)) if random.random() < 0.5 else (),
    )


def _counts(random: Random, words: tuple[str, ...], weights: tuple[int, ...] | None = None) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in random.choices(words, weights, k=random.randint(1, 4)):
        counts[word] = counts.get(word, 0) + 1
    return counts
