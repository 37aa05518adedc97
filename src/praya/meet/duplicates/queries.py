"""Read a market's queue of look-alikes: how long it is, the pair to decide next, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from praya.core.access.absence import Absent, existing
from praya.core.accounts.models import Account
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.gathering import TABLES, Record
from praya.core.duplicates.models import KINDS, Merge, Resemblance
from praya.core.duplicates.proving import people_behind
from praya.core.jobs.models import Job
from praya.engines.duplicates import judge
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.duplicates.comparing import Line, lines_of
from praya.meet.duplicates.facts import facts_of
from praya.meet.duplicates.jobs import SEARCH
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.wording import STATE_WORDS, agreeing_sentence, contrary_sentence

LOOKS = {"same": "done", "different": "past", "unsure": "wait"}
DECIDED = (Resemblance.State.SAME, Resemblance.State.DIFFERENT, Resemblance.State.UNSURE)


@dataclass(frozen=True, slots=True)
class Card:
    """Show a pair: both records, what they say line by line, and what speaks for and against; `keep` is the fuller one."""

    pair: Resemblance
    left: Record
    right: Record
    lines: list[Line]
    agreeing: list[str]
    contrary: list[str]
    keep: int

    @property
    def sides(self) -> list[dict[str, Any]]:
        """Return the two records with the variants of their names."""
        return [{"record": one, "names": shown(one)["names"]} for one in (self.left, self.right)]

    @property
    def percent(self) -> int:
        """Return how alike the names are."""
        return round(self.pair.score / 10)


@dataclass(frozen=True, slots=True)
class Standing:
    """Count a queue: pairs waiting by kind, certain ones among them, and decided ones by what was said."""

    waiting: Mapping[str, int]
    certain: int
    decided: Mapping[str, int]

    @property
    def open(self) -> int:
        """Return how many pairs wait."""
        return sum(self.waiting.values())

    @property
    def done(self) -> int:
        """Return how many pairs are decided."""
        return sum(self.decided.values())

    @property
    def total(self) -> int:
        """Return how many pairs there are."""
        return self.open + self.done


def waiting_pairs(market: int | OuterRef, kind: str = "") -> QuerySet[Resemblance]:
    """Return the pairs of a market that wait for a decision, certain ones first, then the most alike."""
    return undecided_pairs(market, kind).exclude(pk__in=_waiting().order_by().values("pair"))


def undecided_pairs(market: int | OuterRef, kind: str = "") -> QuerySet[Resemblance]:
    """Return the pairs of a market that wait, those whose merge waits for a second word too."""
    rows = Resemblance.objects.filter(market=market, state=Resemblance.State.OPEN)
    alive = Q()
    for one in [kind] if kind in KINDS else KINDS:
        merged = TABLES[one]._default_manager.filter(merged_into__isnull=False).order_by().values("pk")
        alive |= Q(kind=one) & ~Q(first__in=merged) & ~Q(second__in=merged)
    return rows.filter(alive)


def _waiting() -> QuerySet[WaitingMerge]:
    return WaitingMerge.objects.filter(state=WaitingMerge.State.WAITING)


def waiting_merges(market: int | OuterRef) -> QuerySet[WaitingMerge]:
    """Return the merges of a market that wait for somebody's word, the oldest first."""
    return _waiting().filter(pair__market=market).select_related("pair", "by").order_by("pk")


def waiting_for(pair: Resemblance) -> WaitingMerge | None:
    """Return the merge of a pair that waits for somebody's word."""
    return _waiting().filter(pair=pair.pk).first()


def waiting_merge(market: int, code: str) -> WaitingMerge:
    """Return a merge of a market that waits or waited; Absent for any other."""
    rows = WaitingMerge.objects.filter(pair__market=market, code=code)
    return existing(rows.select_related("pair", "by", "edition", "owner").first())


def asked_of(account: Account, code: str) -> WaitingMerge | None:
    """Return a merge about which the owner of an account is asked."""
    return WaitingMerge.objects.filter(owner=account, code=code).select_related("pair", "by", "edition").first()


def both_of(pair: Resemblance, keep: int) -> tuple[Record, Record]:
    """Return both records of a pair, people with their accounts, the one kept first; Absent when one is gone."""
    found = records_by_number(pair.kind, [pair.first, pair.second])
    if len(found) != 2 or keep not in found:
        raise Absent
    return found[keep], found[pair.second if keep == pair.first else pair.first]


def people_of(pair: Resemblance, keep: int) -> tuple[Person, Person]:
    """Return both people of a pair with their accounts, the one kept first; Absent when one is gone, or they are no people."""
    kept, gone = both_of(pair, keep)
    if not (isinstance(kept, Person) and isinstance(gone, Person)):
        raise Absent
    return kept, gone


def standing(market: int) -> Standing:
    """Count the queue of a market, in two queries."""
    counted = waiting_pairs(market).order_by().values_list("kind").annotate(n=Count("pk"), sure=Count("pk", Q(is_certain=True)))
    rows = list(counted)
    decided = Resemblance.objects.filter(market=market, state__in=DECIDED).order_by().values_list("state").annotate(n=Count("pk"))
    said = {str(state): count for state, count in decided}
    return Standing(
        {kind: next((row[1] for row in rows if row[0] == kind), 0) for kind in KINDS},
        sum(row[2] for row in rows),
        {state.value: said.get(state.value, 0) for state in DECIDED},
    )


def pair_of(market: int, code: str) -> Resemblance:
    """Return a pair of a market; Absent for any other."""
    return existing(Resemblance.objects.filter(market=market, code=code).first())


def neighbours(market: int, kind: str, code: str) -> tuple[Resemblance | None, str]:
    """Return the pair to show (the one of this code, else the first that waits) and the code of the one after it."""
    rows = list(waiting_pairs(market, kind).values_list("pk", "code"))
    codes = [one for _pk, one in rows]
    place = codes.index(code) if code in codes else 0
    if not rows:
        return None, ""
    following = codes[(place + 1) % len(codes)] if len(codes) > 1 else ""
    return Resemblance.objects.filter(pk=rows[place][0]).first(), following


def card_of(pair: Resemblance) -> Card | None:
    """Return a pair as a card, in a constant number of queries; None when one of the two is gone."""
    records = records_by_number(pair.kind, [pair.first, pair.second])
    if len(records) != 2:
        return None
    left, right = records[pair.first], records[pair.second]
    facts = facts_of(pair.market, pair.kind, records)
    judged = judge(facts[pair.first], facts[pair.second], pair.score / 1000)
    return Card(
        pair,
        left,
        right,
        lines_of(pair.kind, pair.market, (left, right), facts),
        [agreeing_sentence(fact, pair.kind) for fact in judged.agreeing],
        [contrary_sentence(fact, pair.kind) for fact in judged.contrary],
        fuller(left, right),
    )


def records_by_number(kind: str, numbers: Sequence[int]) -> dict[int, Record]:
    """Return records of a kind by number; a person with their account."""
    rows: Any = TABLES[kind]._default_manager.filter(pk__in=numbers)
    return {one.pk: one for one in (rows.select_related("account") if kind == "person" else rows)}


def fuller(left: Record, right: Record) -> int:
    """Return the number of the record to keep unless somebody knows better: who signs in, then who says more, then the older."""
    return min((left, right), key=lambda one: (not _signs_in(one), -_said(one), one.pk)).pk


def keep_of(pair: Resemblance) -> int:
    """Return which record of a pair to keep, read from the database."""
    records = records_by_number(pair.kind, [pair.first, pair.second])
    return fuller(records[pair.first], records[pair.second]) if len(records) == 2 else 0


def joins_accounts(pair: Resemblance) -> bool:
    """Tell whether merging a pair decides what an account opens: whose record, or what is kept for which company."""
    records = records_by_number(pair.kind, [pair.first, pair.second]).values()
    return any(who.account is not None for one in records for who in people_behind(one))


def _signs_in(one: Record) -> bool:
    return isinstance(one, Person) and one.account is not None and one.account.last_login is not None


def _said(one: Record) -> int:
    spellings = len(one.names or ()) + (len(one.aliases or ()) if isinstance(one, Person | Organisation) else 0)
    return spellings + sum(1 for field in one._meta.concrete_fields if getattr(one, field.attname) not in (None, "", [], {}))


def veiled(address: str) -> str:
    """Return an address so that its owner knows it and nobody else learns it.

    >>> veiled("mei.chan@lantern.example")
    'm…@lantern.example'
    """
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else "–"


def decided_pairs(market: int, state: str = "", kind: str = "") -> QuerySet[Resemblance]:
    """Return the decided pairs of a market, the latest first."""
    states, kinds = [state] if state in DECIDED else list(DECIDED), [kind] if kind in KINDS else KINDS
    rows = Resemblance.objects.filter(market=market, state__in=states, kind__in=kinds)
    return rows.select_related("by").order_by("-decided_at", "-pk")


def named(pairs: Sequence[Resemblance]) -> list[dict[str, Any]]:
    """Return pairs with the records they are about, in one query for each kind."""
    records = _records_of(pairs)
    return [
        {
            "pair": pair,
            "look": LOOKS[pair.state],
            "word": STATE_WORDS[pair.state],
            "left": shown(records.get((pair.kind, pair.first))),
            "right": shown(records.get((pair.kind, pair.second))),
        }
        for pair in pairs
    ]


def _records_of(pairs: Sequence[Resemblance]) -> dict[tuple[str, int], Record]:
    records: dict[tuple[str, int], Record] = {}
    for kind in {pair.kind for pair in pairs}:
        numbers = [number for pair in pairs if pair.kind == kind for number in (pair.first, pair.second)]
        records |= {(kind, number): one for number, one in records_by_number(kind, numbers).items()}
    return records


def merges_that_wait(market: int) -> list[dict[str, Any]]:
    """Return the merges of a market that wait for a second word, with both names, in one query for each kind."""
    rows = list(waiting_merges(market))
    records = _records_of([row.pair for row in rows])
    both = [(row, records.get((row.pair.kind, row.keep)), records.get((row.pair.kind, row.other))) for row in rows]
    return [{"merge": row, "kept": shown(kept), "gone": shown(gone)} for row, kept, gone in both]


def shown(record: Record | None) -> dict[str, Any]:
    """Return a record's name with its variants, as `name_pair` writes them."""
    if record is None:
        return {"name": "–", "names": {}}
    names = {} if isinstance(record, Title) else record.names
    return {"name": record.name, "names": names}


def running_search(visit: EditionVisit) -> Job | None:
    """Return the search for look-alikes that is under way."""
    return SEARCH.jobs(visit.edition.market_id).filter(is_finished=False).first()


def standing_merge(code: str) -> Merge | None:
    """Return a merge that has not been taken back."""
    return Merge.objects.filter(code=code, undone_at=None).first()
