"""Point out people and organisations that look alike; nothing is ever merged for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from anyascii import anyascii
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from praya.core.sheets.rows import Row
from praya.meet.accreditation.models import Delegate
from praya.meet.imports.world import World

PERSON_LIKENESS = 88.0
ORGANISATION_LIKENESS = 90.0
MOST_IN_BLOCK = 3_000
_WORDS = re.compile(r"[a-z0-9]+")
_LEGAL_FORMS = frozenset(
    (
        *("ltd", "limited", "inc", "llc", "llp", "gmbh", "ag", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy"),
        *("as", "aps", "plc", "co", "company", "corp", "corporation", "kk", "kg", "lda"),
    )
)


@lru_cache(maxsize=200_000)
def folded_name(name: str) -> str:
    """Return a name in Latin letters without accents, its words in alphabetical order.

    >>> folded_name("Müller, José"), folded_name("José Muller")
    ('jose muller', 'jose muller')
    """
    return " ".join(sorted(_WORDS.findall(anyascii(name).lower())))


@lru_cache(maxsize=50_000)
def folded_company(name: str) -> str:
    """Return the name of an organisation folded, without its legal form.

    >>> folded_company("Estúdio Praia Grande, Lda."), folded_company("Estudio Praia Grande")
    ('estudio grande praia', 'estudio grande praia')
    """
    words = _WORDS.findall(anyascii(name).lower())
    return " ".join(sorted([word for word in words if word not in _LEGAL_FORMS] or words))


def note_alike_people(world: World, brought: Sequence[tuple[Row, Delegate]]) -> int:
    """Note on the rows of new delegates whom they look like: nearly the same name, in much the same organisation.

    Blocks keep this fast: people of one organisation are compared with each other, and people of one name.
    """
    new = {id(delegate): row for row, delegate in brought if delegate.pk is None}
    where = {id(delegate): row for row, delegate in brought}
    everybody = list(world.delegates.values())
    flagged = 0
    for block, likeness in _blocks(everybody):
        fresh = [delegate for delegate in block if id(delegate) in new]
        for delegate, other in _alike(fresh, block, likeness):
            if not (id(other) in new and new[id(other)].number > new[id(delegate)].number):
                new[id(delegate)].note(_looks_like(other, where.get(id(other))))
                flagged += 1
    return flagged


def _blocks(everybody: Iterable[Delegate]) -> Iterator[tuple[list[Delegate], float]]:
    by_company: dict[str, list[Delegate]] = defaultdict(list)
    for delegate in everybody:
        if delegate.organisation is not None:
            by_company[folded_company(delegate.organisation.name)].append(delegate)
    for block in by_company.values():
        if 1 < len(block) <= MOST_IN_BLOCK:
            yield block, PERSON_LIKENESS


def _alike(fresh: list[Delegate], block: list[Delegate], likeness: float) -> Iterator[tuple[Delegate, Delegate]]:
    names = [folded_name(delegate.person.name) for delegate in block]
    for delegate in fresh:
        own = folded_name(delegate.person.name)
        for _name, _score, place in process.extract(own, names, scorer=fuzz.ratio, score_cutoff=likeness, limit=3):
            if block[place] is not delegate:
                yield delegate, block[place]
                break


def _looks_like(other: Delegate, row: Row | None) -> str:
    if row is not None:
        return _("looks like %(name)s in row %(row)d; both are kept") % {"name": other.person.name, "row": row.number}
    return _("looks like %(name)s, who is registered already; both are kept") % {"name": other.person.name}


def note_alike_organisations(world: World, rows: dict[str, Row]) -> int:
    """Note on the rows of new organisations which known or new organisation they look like."""
    known = {one.code: one for one in world.organisations_by_reference.values()}
    names = {code: folded_company(one.name) for code, one in known.items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for code, name in names.items():
        blocks[name[:2]].append(code)
    flagged = 0
    order = {code: number for number, code in enumerate(known)}
    for code, row in rows.items():
        if known[code].pk is not None:
            continue
        others = [other for other in blocks[names[code][:2]] if order[other] < order[code]]
        found = process.extractOne(
            names[code], [names[other] for other in others], scorer=fuzz.ratio, score_cutoff=ORGANISATION_LIKENESS
        )
        if found:
            row.note(_("looks like “%(name)s”; both are kept") % {"name": known[others[found[2]]].name})
            flagged += 1
    return flagged
