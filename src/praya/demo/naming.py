"""Name people and companies of the demo, in the native script and romanised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, groupby
from random import Random
from typing import Any, cast

from praya.demo.regions import REGIONS, Part, Region

MOST_TRIES = 60
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Name:
    """Hold a name in Latin letters and, where the native script is another one, by language tag."""

    latin: str
    native: dict[str, str]


def code(rng: Random) -> str:
    """Return a record's public code, as `random_code` would, but from the seed."""
    return "".join(rng.choices(LETTERS, k=14))


def recode(rows: Iterable[Any], rng: Random) -> None:
    """Give rows that an action of the program made their public codes from the seed, in the order of the rows."""
    for table, own in groupby(rows, type):
        coded = list(own)
        for row in coded:
            row.code = code(rng)
        cast(Any, table).objects.bulk_update(coded, ["code"], batch_size=400)


def any_region(rng: Random) -> Region:
    """Draw a region by its share."""
    return rng.choices(REGIONS, [region.share for region in REGIONS])[0]


def person_name(rng: Random, region: Region) -> Name:
    """Draw a person's name."""
    family, given = rng.choice(region.family_parts), _given(rng, region)
    order = (family, given) if region.is_family_first else (given, family)
    native = ("" if region.is_family_first else " ").join(part[0] for part in order)
    latin = " ".join(part[1] for part in order)
    is_latin = family[0] == family[1]
    return Name(latin, {} if is_latin else {region.language: native})


def _given(rng: Random, region: Region) -> Part:
    if region.given_joint is None:
        return rng.choice(region.given_parts)
    first, second = rng.sample(region.given_parts, 2)
    joined = f"{first[1]}{region.given_joint}{second[1]}"
    return first[0] + second[0], joined if region.given_joint == " " else joined.capitalize()


def company_name(rng: Random, region: Region, taken: set[str]) -> Name:
    """Draw a company's name that is not taken yet, and take it."""
    for _try in range(MOST_TRIES):
        name = _company(rng, region)
        if name.latin not in taken:
            taken.add(name.latin)
            return name
    # A small region has no names left: the next company of the same name counts on.
    number = next(number for number in count(2) if f"{name.latin} {number}" not in taken)
    taken.add(f"{name.latin} {number}")
    return Name(f"{name.latin} {number}", {tag: f"{own} {number}" for tag, own in name.native.items()})


def _company(rng: Random, region: Region) -> Name:
    first, kind = rng.choice(region.first_parts), rng.choice(region.kind_parts)
    words = [first, kind]
    if region.city_parts:
        words.insert(0, rng.choice(region.city_parts))
    elif rng.random() < 0.3:
        # Founders' names: the second pattern keeps small regions from running out of names.
        founders = rng.sample(region.family_parts, 2)
        words = [founders[0], ("&", "&"), founders[1], kind]
    latin = " ".join(word[1] for word in words)
    native = (" " if region.is_spaced else "").join(word[0] for word in words)
    is_latin = first[0] == first[1]
    return Name(latin, {} if is_latin else {region.language: native})
