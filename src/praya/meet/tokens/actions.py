"""Make tokens for programs and withdraw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.plain_text import required
from praya.core.actions.refusing import Refused
from praya.core.api.bearers import PREFIX, digest_of
from praya.core.audit.actions import record
from praya.core.directory.codes import random_token
from praya.meet.accreditation.models import OVER, Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.tokens.jobs import TELL
from praya.meet.tokens.models import Token
from praya.meet.tokens.queries import living, own_tokens
from praya.meet.tokens.rules import operations_for

MOST = 20
LONGEST_NAME = 80
DAYS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Made:
    """Hold a new token, and the secret that nobody can be shown again."""

    token: Token
    secret: str


def make_token(visit: EditionVisit, *, name: str, operations: Iterable[str], days: int, by: Account) -> Made:
    """Make a token for some of the operations that its owner may use now, and write to them of it."""
    chosen = sorted(set(operations))
    if not chosen or set(chosen) - {one.name for one in operations_for(visit)}:
        raise Refused(_("Choose what the program may read."))
    if days not in DAYS:
        raise Refused(_("Choose when the token ends."))
    now, secret = timezone.now(), PREFIX + random_token()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=by.pk)
        if own_tokens(visit).filter(living(now)).count() >= MOST:
            raise Refused(_("You have %(most)d tokens. Withdraw one that is not needed any more.") % {"most": MOST})
        token = Token.objects.create(
            edition=visit.edition,
            account=by,
            name=required(name, LONGEST_NAME),
            digest=digest_of(secret),
            operations=chosen,
            made_at=now,
            ends_at=now + timedelta(days=days),
        )
        after = {"name": token.name, "operations": chosen, "ends_at": token.ends_at.isoformat()}
        record("make token", token, by=by, edition=visit.edition.pk, after=after)
        TELL.start(token.pk, by=None, edition=0)  # nobody's, so that no open session cancels it
    return Made(token, secret)


def withdraw_made_since(account: Account, since: datetime) -> None:
    """Withdraw the tokens that were made in the name of an account since a moment."""
    for token in Token.objects.filter(account=account.pk, made_at__gte=since, withdrawn_at=None):
        withdraw_token(token, by=account)


def withdraw_of_ended(edition: Edition, changed: Sequence[Model]) -> None:
    """Withdraw what delegates who are refused, or have left, gave their programs: approved again, they open nothing by it."""
    ended = [one.person_id for one in changed if isinstance(one, Delegate) and one.status in OVER]
    for token in Token.objects.filter(edition=edition, account__person__in=ended, withdrawn_at=None) if ended else []:
        withdraw_token(token, by=None)


def withdraw_of_removed(member: TeamMember) -> None:
    """Withdraw what somebody who is taken out of a team has given their programs: back in it, they open nothing by it."""
    for token in Token.objects.filter(edition=member.edition_id, account=member.account_id, withdrawn_at=None):
        withdraw_token(token, by=None)


def withdraw_token(token: Token, *, by: Account | None) -> None:
    """Let a token open nothing from now on; one that opens nothing already stays as it is."""
    with transaction.atomic():
        locked = Token.objects.select_for_update().get(pk=token.pk)
        if locked.withdrawn_at is not None:
            return
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        record(
            "withdraw token", locked, by=by, edition=locked.edition_id, before={"name": locked.name, "account": locked.account_id}
        )
