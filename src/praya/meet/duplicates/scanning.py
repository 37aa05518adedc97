"""Find the pairs of a market's records that look alike, and put them into its queue.

What was decided stays decided: a pair said to be different is not asked about again, nor are records merged into its two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from praya.core.duplicates.models import KINDS, Merge, Resemblance
from praya.engines.duplicates import CLOSE, FAINT, Facts, Judgement, Verdict, judge
from praya.engines.search import alike_pairs
from praya.meet.duplicates.belonging import records_of
from praya.meet.duplicates.facts import facts_of

Pair = tuple[int, int]
Progress = Callable[[int, int, str], object]
# A name that so many others have as well tells little: a shared country then says nothing either.
COMMON = 3
# A website that more companies share than this is a group's or a host's, and tells nothing.
MOST_OF_ONE_KEY = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pair two records of a kind, the lower number first, with what was judged."""

    first: int
    second: int
    judgement: Judgement


def likenesses(facts: Mapping[int, Facts], fresh: Sequence[int], *, progress: Progress | None = None) -> list[Likeness]:
    """Return which of the fresh records look like another, judged by all they say."""
    names = {number: one.names for number, one in facts.items() if one.names}
    kind = next(iter(facts.values())).kind if facts else ""
    wanted = [number for number in fresh if number in names]
    keyed = _of_one_key(facts, wanted)
    told = None if progress is None else lambda done, total: progress(done, total, kind)
    pairs = list(alike_pairs(names, wanted, least=FAINT, progress=told))
    known = {frozenset(pair) for *pair, _score in pairs}
    pairs += [(one, other, 0.0) for one, other in keyed if frozenset((one, other)) not in known]
    bearers = Counter(number for one, other, score in pairs if score >= CLOSE for number in (one, other))
    found = []
    # Many people have one name. Many companies of one name are spellings of one: each is paired with some other of them.
    linked: dict[int, int] = {}
    for one, other, score in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        first, second = sorted((one, other))
        is_common = min(bearers[first], bearers[second]) > COMMON
        if kind == "organisation" and _end_of(first, linked) != _end_of(second, linked):
            is_common = False
        judgement = judge(facts[first], facts[second], score, is_common=is_common)
        if judgement.verdict != Verdict.NOTHING:
            found.append(Likeness(first, second, judgement))
            linked[_end_of(first, linked)] = _end_of(second, linked)
    return sorted(found, key=lambda likeness: (likeness.first, likeness.second))


def _end_of(number: int, linked: dict[int, int]) -> int:
    """Return the record that stands for all those that are linked with one; the way there is shortened."""
    while (above := linked.get(number, number)) != number:
        linked[number] = linked.get(above, above)
        number = above
    return number


def _of_one_key(facts: Mapping[int, Facts], fresh: Sequence[int]) -> list[Pair]:
    """Return the pairs that a register or a website takes for one, be their names alike or not."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, one in facts.items():
        for key in (*one.identifiers.items(), *([("website", one.host)] if one.host else [])):
            holders.setdefault(key, []).append(number)
    wanted = set(fresh)
    return sorted(
        {
            (min(one, other), max(one, other))
            for numbers in holders.values()
            if len(numbers) <= MOST_OF_ONE_KEY
            for place, one in enumerate(numbers)
            for other in numbers[:place]
            if one in wanted or other in wanted
        }
    )


def scan(market: int, *, kinds: Iterable[str] = KINDS, progress: Progress | None = None) -> int:
    """Compare all records of a market with each other, renew its queue, and return how many pairs wait in it."""
    waiting = 0
    for kind in kinds:
        numbers = list(records_of(market, kind).order_by("pk").values_list("pk", flat=True))
        found = likenesses(facts_of(market, kind, numbers), numbers, progress=progress)
        with transaction.atomic():
            kept = keep(market, kind, found)
            _forget_others(market, kind, kept)
        waiting += len(kept)
    return waiting


def keep(market: int, kind: str, found: Sequence[Likeness]) -> set[Pair]:
    """Put pairs into the queue of a market and return those that wait for a decision."""
    held = {(one.first, one.second): one for one in Resemblance.objects.filter(market=market, kind=kind)}
    parted = _parted(kind, held)
    new, changed, waiting = [], [], set()
    for one in found:
        pair = (one.first, one.second)
        score, is_certain = round(one.judgement.score * 1000), one.judgement.verdict == Verdict.CERTAIN
        known = held.get(pair)
        if parted(*pair) or (known is not None and known.state != Resemblance.State.OPEN):
            continue
        waiting.add(pair)
        if known is None:
            named = {"market": market, "kind": kind, "first": one.first, "second": one.second}
            new.append(Resemblance(**named, score=score, is_certain=is_certain))
        elif (known.score, known.is_certain) != (score, is_certain):
            known.score, known.is_certain = score, is_certain
            changed.append(known)
    Resemblance.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    Resemblance.objects.bulk_update(changed, ["score", "is_certain"], batch_size=500)
    return waiting


def _parted(kind: str, held: Mapping[Pair, Resemblance]) -> Callable[[int, int], bool]:
    """Return whether two records, or any that were merged into them, were said to be different."""
    into = dict(Merge.objects.filter(kind=kind, undone_at=None).values_list("other", "keep"))

    def stands(number: int) -> int:
        while number in into:
            number = into[number]
        return number

    apart = {
        frozenset((stands(first), stands(second)))
        for (first, second), one in held.items()
        if one.state == Resemblance.State.DIFFERENT
    }
    return lambda first, second: frozenset((stands(first), stands(second))) in apart


def _forget_others(market: int, kind: str, found: set[Pair]) -> None:
    """Take undecided pairs out of the queue that do not look alike any more."""
    waiting = Resemblance.objects.filter(market=market, kind=kind, state=Resemblance.State.OPEN)
    gone = [pk for pk, first, second in waiting.values_list("pk", "first", "second") if (first, second) not in found]
    for start in range(0, len(gone), 5_000):
        Resemblance.objects.filter(pk__in=gone[start : start + 5_000], state=Resemblance.State.OPEN).delete()
