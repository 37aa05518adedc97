"""Find tokens: one's own, those of an edition, and the bearer of one that was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.api.bearers import Bearer
from praya.core.api.documents import served_operations
from praya.meet.accreditation.queries import approved
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import roles_in_team
from praya.meet.tokens.models import Token

# When a token was last used is told by the hour, so that reading does not write each time.
USED_WITHIN = timedelta(hours=1)


def living(at: datetime) -> Q:
    """Return the condition of a token that still opens something."""
    return Q(withdrawn_at=None, ends_at__gt=at, account__is_active=True)


def own_tokens(visit: EditionVisit) -> QuerySet[Token]:
    """Return the visitor's tokens of an edition, the latest first."""
    account = visit.account.pk if visit.account else None
    return Token.objects.filter(edition=visit.edition.pk, account=account).order_by("-made_at", "-pk")


def edition_tokens(edition: Edition) -> QuerySet[Token]:
    """Return all tokens of an edition with their owners, the latest first."""
    return Token.objects.filter(edition=edition.pk).select_related("account").order_by("-made_at", "-pk")


def told_token(number: int) -> Token | None:
    """Return a token with its edition and its owner, who may sign in; the owner is written to of it."""
    return Token.objects.filter(pk=number, account__is_active=True).select_related("account", "edition").first()


def bearer_with(digest: str) -> Bearer | None:
    """Return whom a token's program stands for; None for one that is unknown, over, withdrawn or of somebody shut out."""
    now = timezone.now()
    token = Token.objects.filter(living(now), digest=digest).select_related("account", "edition").first()
    if token is None:
        return None
    if token.used_at is None or token.used_at < now - USED_WITHIN:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return Bearer(token.account, token.edition.slug, frozenset(token.operations))


def is_insider(account: Account, edition: int) -> bool:
    """Tell whether an account is in an edition's team or an approved delegate there, as whoever may have tokens is."""
    in_team = roles_in_team(edition=edition, account=account.pk)
    return in_team.exists() or approved(edition=edition, person__account=account.pk).exists()


@dataclass(frozen=True, slots=True)
class ShownToken:
    """Hold a token as a page shows it: what it reads in words, and whether it is valid, ended or withdrawn."""

    token: Token
    reads: list[str]
    state: str


def shown_tokens(tokens: Iterable[Token], *, at: datetime) -> list[ShownToken]:
    """Return tokens as a page shows them."""
    labels = {one.name: str(one.label) for one in served_operations().values()}
    return [ShownToken(one, [labels.get(name, name) for name in one.operations], _state(one, at)) for one in tokens]


def _state(token: Token, at: datetime) -> str:
    if token.withdrawn_at is not None:
        return "withdrawn"
    return "valid" if token.ends_at > at else "ended"


def token_of(tokens: QuerySet[Token], code: str) -> Token:
    """Return one of these tokens; Absent when it is none of them."""
    return existing(tokens.filter(code=code).first())
