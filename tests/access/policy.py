"""Say how a line of the policy is written: who may do what on a route. Whoever is not named is refused.

The lines stand in tests/<app>/<room>/access.py, those of the library here.

`edition(...)` is for pages of a whole edition, `thing(...)` for pages of one record in it, `plain(...)` for pages outside
any edition. `roles` may use the record "ours", `others` the record of two other companies. What an organiser may do here,
the organiser of the other edition may do there; nobody reaches a record through another edition's address. Whoever knows the
address of a calendar feed reads what its `bearer` may read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.roles import EVERYBODY, FOREIGN, NOBODY, ORGANISER

Body = Callable[[Any, str], dict[str, Any]]
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Line:
    """Hold the roles allowed by subject, the methods, what the words of the address stand for, and a body to post."""

    allowed: dict[str, frozenset[str]]
    methods: tuple[str, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    body: Body | None = None
    is_edition_only: bool = False
    path: str = ""
    why: str = ""
    bearer: str = ""

    def allows(self, subject: str, role: str) -> bool:
        """Tell whether the role may use the subject."""
        return role in self.allowed.get(subject, NOBODY)


def plain(roles: frozenset[str], methods: tuple[str, ...] = GET, **more: Any) -> Line:
    """Judge a page outside any edition."""
    return Line({"ours": roles}, methods, **more)


def edition(
    roles: frozenset[str], methods: tuple[str, ...] = GET, *, public: frozenset[str] = NOBODY, body: Body | None = None
) -> Line:
    """Judge a page of a whole edition; `public` may see it when the edition is public."""
    foreign = frozenset({FOREIGN}) if ORGANISER in roles else NOBODY
    return Line({"main": roles, "foreign": foreign, "public": public}, methods, body=body, is_edition_only=True)


def thing(
    kinds: dict[str, str],
    roles: frozenset[str],
    methods: tuple[str, ...] = GET,
    *,
    others: frozenset[str] | None = None,
    body: Body | None = None,
    is_shared: bool = False,
) -> Line:
    """Judge a page of one record of an edition; a word that `is_shared` names the same thing in every edition."""
    foreign = frozenset({FOREIGN}) if ORGANISER in roles else NOBODY
    allowed = {"ours": roles, "others": roles if others is None else others, "foreign": foreign}
    if is_shared:
        allowed["ours there"] = foreign
    return Line(allowed, methods, kinds, body)


def library(path: str, why: str) -> Line:
    """Judge a page of django-allauth: it names no record of ours and acts on the visitor's own account only."""
    return Line({"ours": EVERYBODY}, BOTH, path=path, why=why)


SIGN_IN = "signing in and out, for everybody"
OWN_ACCOUNT = "acts on the visitor's own account; strangers are sent to sign in by the library"

LIBRARY = {
    "account_logout": library("/accounts/logout/", SIGN_IN),
    "account_inactive": library("/accounts/inactive/", SIGN_IN),
    "mfa_index": library("/accounts/2fa/", OWN_ACCOUNT),
    "mfa_authenticate": library("/accounts/2fa/authenticate/", SIGN_IN),
    "mfa_login_webauthn": library("/accounts/2fa/webauthn/login/", SIGN_IN),
}
