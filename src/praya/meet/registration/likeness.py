"""Point out people and organisations that look alike, in any script; nothing is ever merged for it.

New records are compared, once, with everything the market has and with each other. What looks alike is noted on the later
row and, when the sheet is taken, put into the market's queue of duplicates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from anyascii import anyascii

from praya.core.directory.models import Organisation, Person
from praya.core.sheets.rows import Row
from praya.core.texts.said import gettext as _
from praya.engines.duplicates import Facts
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.belonging import records_of
from praya.meet.duplicates.facts import facts_of, organisation_facts, person_facts
from praya.meet.duplicates.scanning import Likeness, likenesses
from praya.meet.duplicates.scanning import keep as keep_pairs
from praya.meet.registration.surroundings import Alike, World

# Rows, where there are any, and records that are not written yet, by the numbers that stand for them meanwhile.
Numbers = dict[int, tuple[Row | None, Person | Organisation]]
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


def note_alike(world: World) -> None:
    """Note on the rows of new records what they look like, once the last sheet that brings any is planned.

    Rows with faults wait for that until they have none: nothing of them is written, and comparing is most of a dry run's work.
    """
    world.sheets_left -= 1
    if world.sheets_left > 0:
        return
    brought = [(row, one) for row, one in world.brought if not row.fate.faults]
    rows = {one.code: row for row, one in brought if isinstance(one, Organisation)}
    people = [(row, one) for row, one in brought if isinstance(one, Delegate)]
    new = [(row, one) for row, one in people if one.person.pk is None]
    organisations = {-place: one for place, one in enumerate(world.writes.new[Organisation], start=1)}
    numbers: dict[str, Numbers] = {
        "organisation": {number: (rows.get(one.code), one) for number, one in organisations.items()},
        "person": {-place: (row, one.person) for place, (row, one) in enumerate(new, start=1)},
    }
    fresh = {kind: [number for number, (row, _one) in some.items() if row is not None] for kind, some in numbers.items()}
    facts = {kind: _known(world, kind) for kind, some in fresh.items() if some}
    if fresh["organisation"]:
        facts["organisation"] |= {number: organisation_facts(one, number=number) for number, one in organisations.items()}
    for number, (_row, delegate) in zip(fresh["person"], new, strict=True):
        company = delegate.organisation
        facts["person"][number] = person_facts(
            delegate.person,
            number=number,
            editions={world.edition.pk: (world.edition.name, (delegate.person.email or "").casefold())},
            # A company that is not written yet is known by its code, below nought.
            companies={company.pk or -crc32(company.code.encode()): company.name} if company is not None else {},
        )
    found = {kind: likenesses(some, fresh[kind]) for kind, some in facts.items()}
    for kind, pairs in found.items():
        _note(world, kind, pairs, facts[kind], numbers[kind])


def keep_alike(world: World) -> int:
    """Put what looked alike into the market's queue, once the new records are written; return how many pairs wait."""
    waiting = 0
    for kind in ("person", "organisation"):
        pairs = []
        for one in world.alike:
            if one.kind == kind:
                first, second = sorted((_written(one.one), _written(one.other)))
                pairs.append(Likeness(first, second, one.judgement))
        waiting += len(keep_pairs(world.edition.market_id, kind, pairs)) if pairs else 0
    return waiting


def _known(world: World, kind: str) -> dict[int, Facts]:
    market = world.edition.market_id
    return facts_of(market, kind, records_of(market, kind).values_list("pk", flat=True))


def _note(
    world: World,
    kind: str,
    found: Sequence[Likeness],
    facts: Mapping[int, Facts],
    numbers: Numbers,
) -> None:
    """Note on each row the record most like it; all pairs are kept for the queue."""
    best: dict[int, tuple[float, int]] = {}
    for pair in found:
        # Of two new records the later row, the lower number, is the one that looks like the other.
        later, other = pair.first, pair.second
        best[later] = max(best.get(later, (0.0, other)), (pair.judgement.score, other))
        one, two = (numbers[number][1] if number in numbers else number for number in (later, other))
        world.alike.append(Alike(kind, one, two, pair.judgement))
    for later, (_score, other) in best.items():
        own, row = numbers[later][0], numbers[other][0] if other in numbers else None
        if own is not None:
            own.note(_looks_like(kind, facts[other].names[0], row))


def _looks_like(kind: str, name: str, row: Row | None) -> str:
    if kind == "organisation":
        return _("looks like “%(name)s”; both are kept") % {"name": name}
    if row is not None:
        return _("looks like %(name)s in row %(row)d; both are kept") % {"name": name, "row": row.number}
    return _("looks like %(name)s, who is registered already; both are kept") % {"name": name}


def _written(one: Person | Organisation | int) -> int:
    return one if isinstance(one, int) else int(one.pk)
