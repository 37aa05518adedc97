"""Weigh what speaks for and against two records being one: never a name alone, and nothing certain against a doubt.

A pair is certain when an identifier of a register agrees, or when the names are all but equal and an independent fact that
few share agrees too; any contrary fact makes it a question for a person. Thresholds are of `praya.engines.search.compare`,
which compares names alone; they were set on names in six scripts with `script/bench duplicates`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

EQUAL = 0.94
CLOSE = 0.86
ALIKE = 0.75
# Below this not even shared facts make a pair worth a look.
FAINT = 0.62
# How far the years of one work may lie apart: production, festival and release are counted differently.
YEARS_OF_A_WORK = 1


class Verdict(StrEnum):
    """List what to do with a pair."""

    CERTAIN = "certain"
    ASK = "ask"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what a record says beside its names, as far as two records can be compared by it.

    `year` is of birth or of production. `credits` maps a work's number to its name (of a title: the people's), `companies` a
    company's. `editions` maps an edition's number to its name and the address used there; `domain` and `host` are empty
    where many share them.
    """

    kind: str
    number: int
    names: tuple[str, ...]
    country: str = ""
    year: int | None = None
    domain: str = ""
    host: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    credits: Mapping[int, str] = field(default_factory=dict)
    companies: Mapping[int, str] = field(default_factory=dict)
    editions: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Name one fact: `code` says which, `words` what it says, `is_strong` whether few others would share it."""

    code: str
    words: tuple[str, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what speaks for a pair and against it, and what follows."""

    score: float
    agreeing: tuple[Evidence, ...]
    contrary: tuple[Evidence, ...]
    verdict: Verdict


def judge(one: Facts, other: Facts, score: float, *, is_common: bool = False) -> Judgement:
    """Weigh two records whose names are alike by `score`; `is_common` says that many others have the name as well.

    >>> judge(Facts("person", 1, ("Wang Wei",)), Facts("person", 2, ("Wang Wei",)), 1.0).verdict
    <Verdict.ASK: 'ask'>
    """
    agreeing, contrary = tuple(_agreeing(one, other)), tuple(_contrary(one, other))
    return Judgement(score, agreeing, contrary, _verdict(score, agreeing, contrary, is_common))


def _verdict(score: float, agreeing: Sequence[Evidence], contrary: Sequence[Evidence], is_common: bool) -> Verdict:
    has_identifier = any(fact.code == "identifier" for fact in agreeing)
    has_address = has_identifier or any(fact.code == "website" for fact in agreeing)
    is_strong = any(fact.is_strong for fact in agreeing)
    if not contrary and (has_identifier or (score >= EQUAL and is_strong)):
        return Verdict.CERTAIN
    # A country is shared with millions: then the names have to be closer, and not be those of many.
    is_told = any(fact.code != "country" for fact in agreeing)
    # Two people of one name with nothing in common and something between them are two people.
    is_open = not is_common and (bool(agreeing) or not contrary)
    if has_address or (score >= ALIKE and is_told) or (score >= CLOSE and is_open) or (score >= FAINT and is_strong):
        return Verdict.ASK
    return Verdict.NOTHING


def _agreeing(one: Facts, other: Facts) -> Iterator[Evidence]:
    for scheme, value in sorted(one.identifiers.items()):
        if other.identifiers.get(scheme) == value:
            yield Evidence("identifier", (scheme, value), is_strong=True)
    if one.host and one.host == other.host:
        yield Evidence("website", (one.host,), is_strong=True)
    if one.domain and one.domain == other.domain:
        yield Evidence("domain", (one.domain,), is_strong=one.kind == "organisation")
    # Being born in one year, or made in one, is shared with many: it counts together with the country only.
    if one.year and one.year == other.year:
        yield Evidence("year", (str(one.year),), is_strong=one.kind == "person" and _same_country(one, other))
    shared = sorted(name for number, name in one.credits.items() if number in other.credits)
    if shared:
        yield Evidence("credits", tuple(shared[:3]), is_strong=True)
    employers = sorted(name for number, name in one.companies.items() if number in other.companies)
    if employers:
        yield Evidence("company", tuple(employers[:2]))
    if _same_country(one, other):
        yield Evidence("country", (one.country,))


def _same_country(one: Facts, other: Facts) -> bool:
    return bool(one.country) and one.country == other.country


def _contrary(one: Facts, other: Facts) -> Iterator[Evidence]:
    for scheme, value in sorted(one.identifiers.items()):
        if scheme in other.identifiers and other.identifiers[scheme] != value:
            yield Evidence("identifier", (scheme, value, other.identifiers[scheme]))
    apart = YEARS_OF_A_WORK if one.kind == "title" else 0
    if one.year and other.year and abs(one.year - other.year) > apart:
        yield Evidence("year", (str(one.year), str(other.year)))
    if one.country and other.country and one.country != other.country:
        yield Evidence("country", (one.country, other.country))
    for number, (name, address) in sorted(one.editions.items()):
        if number in other.editions and address and other.editions[number][1] and other.editions[number][1] != address:
            yield Evidence("accredited", (name,))
            break
