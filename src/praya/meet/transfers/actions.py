"""Let a change of company wait for the word of the delegate, or of a second organiser; carry it out, or end it.

Lock order: the edition, the waiting change, then the delegate, as for every change of an accreditation.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.indexing import index_organisations
from praya.core.directory.models import Organisation
from praya.core.duplicates.proving import is_kept_for, mark_of_accounts
from praya.core.letters.actions import Reader, ask_for_letters
from praya.core.retrying import retried
from praya.meet.accreditation.actions import set_organisation
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegates_numbered
from praya.meet.duplicates.queries_teams import require_team
from praya.meet.transfers.models import Transfer
from praya.meet.transfers.queries import must_wait

State = Transfer.State


def waits(delegate: Delegate, company: Organisation, *, by: Account | None) -> bool:
    """Ask for a change of company where it needs a second word, and tell so; False where it may be made at once."""
    if not must_wait(delegate, company):
        return False
    ask(delegate, company, by=by)
    return True


def ask(delegate: Delegate, company: Organisation, *, by: Account | None) -> Transfer:
    """Let a change of company wait; asked twice it is still one, and another company takes the place of the first."""
    with transaction.atomic():
        locked = delegates_numbered([delegate.pk]).select_for_update(of=("self",)).select_related("person").get()
        held = Transfer.objects.select_for_update().filter(delegate=locked, state=State.WAITING).first()
        if held is not None and held.company_id == company.pk:
            return held
        if held is not None:
            _end(held, State.WITHDRAWN, "withdraw a change of company", by=by)
        mark = mark_of_accounts([locked.person])
        made = Transfer.objects.create(edition_id=locked.edition_id, delegate=locked, company=company, mark=mark, by=by)
        after = {"delegate": locked.code, "company": company.code, "waiting": made.code}
        record("ask for a change of company", made, by=by, edition=locked.edition_id, after=after)
        _write(made, "transfer", by)
        return made


@retried
def agree(waiting: Transfer, *, by: Account) -> Transfer:
    """Carry a change of company out at the word of the delegate, or of an organiser who neither asked for it nor is it.

    What is kept for a company is not the delegate's, so that there their own word is not enough.
    """
    with transaction.atomic():
        held = _held(waiting)
        person = held.delegate.person
        if mark_of_accounts([person]) != held.mark:
            raise Refused(_("Who signs in for this delegate has changed since this was asked. Withdraw it and ask again."))
        is_own = person.account_id == by.pk
        if is_own and is_kept_for(held.company):
            raise Refused(_("This company keeps things for its people: a second organiser has to agree."))
        if not is_own:
            _require_second(held, by)
        left = held.delegate.organisation_id
        set_organisation(held.edition, held.delegate, held.company_id, action="agree to a change of company", by=by)
        if left:
            index_organisations([left])
        return _end(held, State.DONE, "end a change of company", by=by)


def _require_second(held: Transfer, by: Account) -> None:
    if held.by_id == by.pk:
        raise Refused(_("Whoever asked for this cannot agree to it as well. Another organiser can."))
    require_team(held.by, by, held.edition.market_id, asked_at=held.asked_at, at=timezone.now())


def refuse(waiting: Transfer, *, by: Account) -> Transfer:
    """End a change of company at the word of the delegate: they do not come for that company."""
    with transaction.atomic():
        held = _held(waiting)
        if held.delegate.person.account_id != by.pk:
            raise Refused(_("Only the delegate can say so."))
        return _end(held, State.REFUSED, "refuse a change of company", by=by)


def withdraw(waiting: Transfer, *, by: Account | None) -> Transfer:
    """End a change of company that waits; nothing has changed."""
    with transaction.atomic():
        return _end(_held(waiting), State.WITHDRAWN, "withdraw a change of company", by=by)


def _held(waiting: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related(
        "edition", "company", "by", "delegate__person__account"
    )
    held = rows.get(pk=waiting.pk)
    if held.state != State.WAITING:
        raise Refused(_("This change of company does not wait any more."))
    return held


def _end(held: Transfer, state: str, action: str, *, by: Account | None) -> Transfer:
    held.state, held.ended_by, held.ended_at = state, by, timezone.now()
    held.save(update_fields=["state", "ended_by", "ended_at"])
    record(action, held, by=by, edition=held.edition_id, before={"state": State.WAITING.value}, after={"state": str(state)})
    _write(held, "transfer_ended", by)
    return held


def _write(transfer: Transfer, kind: str, by: Account | None) -> None:
    reader = Reader(person=transfer.delegate.person_id, zone=transfer.delegate.zone)
    about = f"transfer {transfer.code}"
    facts = {"transfer": transfer.code}
    ask_for_letters(kind, [reader], at=timezone.now(), edition=transfer.edition_id, about=about, by=by, facts=facts)
