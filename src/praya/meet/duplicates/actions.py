"""Carry out what an organiser says about a pair, and take it back."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.duplicates import actions
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.retrying import retried
from praya.meet.duplicates.agreeing import ask, must_wait, withdraw
from praya.meet.duplicates.belonging import records_of, used_elsewhere
from praya.meet.duplicates.changing import changing
from praya.meet.duplicates.merge_letters import tell_of_merge
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import waiting_for, waiting_pairs

MOST_AT_ONCE = 100


@retried
def same(pair: Resemblance, keep: int, *, by: Account | None, edition: int) -> Merge | WaitingMerge | None:
    """Merge a pair into the record `keep`; None when the two are only noted as the same.

    Where a sign-in would read by it what somebody else keeps private, or what is kept for another company, the merge waits for a
    second word.
    Records that another market uses are never merged from here: what it sees of them would change.
    """
    if keep not in {pair.first, pair.second}:
        raise Refused(_("Choose which of the two records is kept."))
    numbers = (pair.first, pair.second)
    if records_of(pair.market, pair.kind).filter(pk__in=numbers).count() != len(numbers):
        raise Refused(_("One of the two records is gone. Look at the list again."))
    if used_elsewhere(pair.market, pair.kind, numbers):
        actions.decide(pair, Resemblance.State.SAME, by=by, edition=edition)
        return None
    other = pair.second if keep == pair.first else pair.first
    if (waiting := waiting_for(pair)) is not None:
        return waiting
    if exposed := must_wait(pair, keep):
        return ask(pair, keep, exposed, by=by, edition=edition)
    with changing(pair):
        merged = actions.merge(pair.kind, keep, other, by=by, market=pair.market, edition=edition)
        actions.decide(pair, Resemblance.State.SAME, by=by, edition=edition)
        tell_of_merge(pair.kind, keep, merged.code, edition=edition, by=by)
    return merged


def say(pair: Resemblance, state: str, *, by: Account | None, edition: int) -> Resemblance:
    """Note that a pair is different, or that nobody knows."""
    if state not in {Resemblance.State.DIFFERENT, Resemblance.State.UNSURE}:
        raise Refused(_("Say whether they are the same, different, or whether you are unsure."))
    if pair.state == Resemblance.State.SAME:
        raise Refused(_("These two were said to be the same. Take that back first."))
    if waiting_for(pair) is not None:
        raise Refused(_("A merge of these two waits for somebody's word. Withdraw it first."))
    return actions.decide(pair, state, by=by, edition=edition)


@retried
def take_back(pair: Resemblance, *, by: Account | None, edition: int) -> Resemblance:
    """Ask about a pair again; records that were merged are two again."""
    if (waiting := waiting_for(pair)) is not None:
        withdraw(waiting, by=by)
        pair.refresh_from_db()
        return pair
    merged = merge_of(pair)
    if merged is None:
        return actions.decide(pair, Resemblance.State.OPEN, by=by, edition=edition)
    with changing(pair):
        actions.unmerge(merged, by=by, edition=edition)
        return actions.decide(pair, Resemblance.State.OPEN, by=by, edition=edition)


def merge_of(pair: Resemblance) -> Merge | None:
    """Return the merge that made one of a pair, unless it was taken back."""
    ends = Q(keep=pair.first, other=pair.second) | Q(keep=pair.second, other=pair.first)
    return Merge.objects.filter(ends, kind=pair.kind, undone_at=None).first()


def same_where_certain(
    market: int, choose: Callable[[Resemblance], int], *, by: Account | None, edition: int
) -> tuple[int, int, list[str]]:
    """Merge the certain pairs of a market, each on its own; return how many, how many wait, and why others were not."""
    pairs = waiting_pairs(market).filter(is_certain=True).order_by("pk")
    done, waits, reasons = 0, 0, []
    for pair in pairs[:MOST_AT_ONCE]:
        try:
            came = same(pair, choose(pair), by=by, edition=edition)
            done, waits = done + isinstance(came, Merge), waits + isinstance(came, WaitingMerge)
        except Refused as refused:
            reasons += refused.sentences
    return done, waits, reasons
