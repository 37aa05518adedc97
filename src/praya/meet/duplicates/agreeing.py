"""Let a merge wait for the word of whom it exposes, or of a second organiser; carry it out, or end it.

Lock order: the editions, the waiting merge, then both records and their pair, as for every merge.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates import actions
from praya.core.duplicates.gathering import Record, accounts
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.duplicates.proving import exposed_by, is_kept_for, mark_of_accounts, people_behind, sign_in_after, sign_in_of
from praya.core.retrying import retried
from praya.meet.duplicates.changing import changing
from praya.meet.duplicates.jobs import LETTERS
from praya.meet.duplicates.merge_letters import tell_of_merge
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import both_of, people_of, waiting_for
from praya.meet.duplicates.queries_teams import require_team

State = WaitingMerge.State


def must_wait(pair: Resemblance, keep: int) -> list[Record]:
    """Return whose private things would come to somebody else, were the pair merged into the record `keep`.

    So does what is kept for a company, where somebody would come for it by the merge alone.
    """
    kept, gone = both_of(pair, keep)
    return exposed_by(kept, gone) or _brought_into_companies(kept, gone)


def _brought_into_companies(kept: Record, gone: Record) -> list[Record]:
    """Return as whom of two people another account would come for a company that keeps anything for its people."""
    if not (isinstance(kept, Person) and isinstance(gone, Person)):
        return []
    after = sign_in_after(kept, gone)
    if not after:
        return []
    sent = {one.pk: set(Organisation.objects.filter(delegates__person=one)) for one in (kept, gone)}
    both = [(one, sent[one.pk] - sent[other.pk]) for one, other in ((kept, gone), (gone, kept)) if sign_in_of(one) != after]
    return [one for one, companies in both if any(is_kept_for(company) for company in companies)]


def ask(pair: Resemblance, keep: int, exposed: list[Record], *, by: Account | None, edition: int) -> WaitingMerge:
    """Let a merge wait; asked twice it is still one. Refused where another record should be kept, as merging says.

    What is kept for a company is nobody's own, so that no single one of its people can give the second word.
    """
    kept, gone = both_of(pair, keep)
    if pair.kind == "person":
        _require_one_in_use(pair, keep)
    actions.require_mergeable(pair.kind, kept.pk, gone.pk)
    owner = next((one.account for one in exposed if isinstance(one, Person) and one.account is not None), None)
    mark = mark_of_accounts([kept, gone])
    try:
        with transaction.atomic():
            made = WaitingMerge.objects.create(edition_id=edition, pair=pair, keep=keep, owner=owner, mark=mark, by=by)
            after = {"keep": kept.code, "other": gone.code, "waiting": made.code}
            record("ask for a merge", made, by=by, edition=edition, after=after)
            _write(made, by)
    except IntegrityError:
        found = waiting_for(pair)
        if found is None:
            raise Refused(_("Somebody decided about these two meanwhile. Look at them again.")) from None
        return found
    return made


def _require_one_in_use(pair: Resemblance, keep: int) -> None:
    kept, gone = people_of(pair, keep)
    both_sign_in = all(one.account is not None and one.account.last_login for one in (kept, gone))
    if not both_sign_in:
        accounts(kept, gone)


@retried
def agree(waiting: WaitingMerge, *, by: Account) -> Merge:
    """Carry a waiting merge out at the word of its owner, or of an organiser who neither asked for it nor gains by it."""
    pair, edition = waiting.pair, waiting.edition
    with changing(pair):
        held = _held(waiting)
        kept, gone = both_of(pair, held.keep)
        is_owner = held.owner_id is not None and held.owner_id == by.pk
        if not is_owner:
            _require_second(held, kept, gone, by)
        if mark_of_accounts([kept, gone]) != held.mark:
            raise Refused(_("Who signs in for these two has changed since this was asked. Withdraw it and ask again."))
        proof = "owner" if is_owner else "organiser"
        merged = actions.merge(
            pair.kind, kept.pk, gone.pk, by=held.by, market=pair.market, edition=edition.pk, proof=proof, agreed_by=by
        )
        actions.decide(pair, Resemblance.State.SAME, by=by, edition=edition.pk)
        _end(held, State.MERGED, "agree to a merge", by=by)
        tell_of_merge(pair.kind, kept.pk, merged.code, edition=edition.pk, by=by)
    return merged


def _require_second(held: WaitingMerge, kept: Record, gone: Record, by: Account) -> None:
    if held.by_id == by.pk:
        raise Refused(_("Whoever asked for a merge cannot agree to it as well. Another organiser can."))
    if by.pk in {who.account_id for one in (kept, gone) for who in people_behind(one)}:
        raise Refused(_("One of the two records is yours. Another organiser can agree."))
    require_team(held.by, by, held.edition.market_id, asked_at=held.asked_at, at=timezone.now())


def refuse(waiting: WaitingMerge, *, by: Account) -> WaitingMerge:
    """End a waiting merge at the word of its owner: the two are different."""
    with transaction.atomic():
        held = _held(waiting)
        if held.owner_id != by.pk:
            raise Refused(_("Only the owner of the record can say so."))
        actions.decide(held.pair, Resemblance.State.DIFFERENT, by=by, edition=held.edition_id)
        return _end(held, State.REFUSED, "refuse a merge", by=by)


def withdraw(waiting: WaitingMerge, *, by: Account | None) -> WaitingMerge:
    """End a waiting merge; the pair is asked about again."""
    with transaction.atomic():
        return _end(_held(waiting), State.WITHDRAWN, "withdraw a merge", by=by)


def _held(waiting: WaitingMerge) -> WaitingMerge:
    held = WaitingMerge.objects.select_for_update(of=("self",)).select_related("pair", "edition").get(pk=waiting.pk)
    if held.state != State.WAITING:
        raise Refused(_("This merge does not wait any more."))
    return held


def _end(held: WaitingMerge, state: str, action: str, *, by: Account | None) -> WaitingMerge:
    held.state, held.ended_by, held.ended_at = state, by, timezone.now()
    held.save(update_fields=["state", "ended_by", "ended_at"])
    record(action, held, by=by, edition=held.edition_id, before={"state": State.WAITING.value}, after={"state": str(state)})
    _write(held, by)
    return held


def _write(waiting: WaitingMerge, by: Account | None) -> None:
    LETTERS.start(waiting.pk, by=by, edition=waiting.edition_id)
