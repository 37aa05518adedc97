"""Declare what programs may ask for, and serve it: known by session or token, counted, behind the same gate as the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import Rule, View, Visitor, gate
from praya.core.accounts.models import Account
from praya.core.allowances.counting import count
from praya.core.api import answers, limits
from praya.core.api.bearers import Bearer, Unknown, bearer_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one word of an address's query; `schema` is JSON Schema (2020-12)."""

    name: str
    says: Any
    schema: Mapping[str, Any]
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """Describe one address that answers programs: `name` is its scope and its route, `answer` the schema of its content."""

    name: str
    label: Any
    says: Any
    rule: Rule
    parameters: Sequence[Parameter] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)
    is_of_edition: bool = True


def operation(one: Operation, *, visit: Visitor) -> Callable[[View], View]:  # noqa: C901 - its branches are those of what it wraps
    """Serve an operation: let its view be entered by whoever its rule lets in, with a session or with a token.

    A token reads as its owner may read now, of its own edition alone, and only what it was made for. Answers carry a
    fingerprint; a caller who asks too often is told when to ask again.
    """

    def decorate(view: View) -> View:
        gated = gate(one.rule, visit=visit, refused=answers.refused)(view)

        @wraps(gated)
        def served(request: HttpRequest, **words: Any) -> HttpResponseBase:
            try:
                bearer = bearer_of(request)
            except Unknown:
                bearer, is_known = None, False
            else:
                is_known = True
            now = timezone.now()
            most = limits.PER_MINUTE if bearer or request.user.is_authenticated else limits.STRANGERS_PER_MINUTE
            if count(_caller(request, bearer), at=now) > most:
                return answers.too_often(60 - now.second)
            if not is_known:
                return answers.fault(401, "token", _("This token is unknown, over or withdrawn."))
            if bearer is not None:
                if not _opens(bearer, one, words):
                    return answers.absent()
                request.user = bearer.account
            try:
                return answers.conditional(request, gated(request, **words))
            except Http404:
                return answers.absent()

        served.operation = one  # type: ignore[attr-defined]
        return served

    return decorate


def _opens(bearer: Bearer, one: Operation, words: Mapping[str, Any]) -> bool:
    return one.name in bearer.operations and words.get("edition", bearer.edition) == bearer.edition


def _caller(request: HttpRequest, bearer: Bearer | None) -> str:
    account = bearer.account if bearer else request.user
    if isinstance(account, Account):
        return f"account {account.pk}"
    return f"address {get_adapter().get_client_ip(request)}"[:64]
