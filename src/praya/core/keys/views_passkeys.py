"""Let people add, rename and remove passkeys: the library's pages, behind a fresh proof, with a letter for every change.

The library is loaded when somebody comes to one of these pages: with it come its ciphers, a tenth of what a start takes.
"""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase

from praya.core.access.gate import BOTH, gate, plain, signed_in
from praya.core.accounts import proof


@gate(signed_in, visit=plain)
def passkeys(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """List the passkeys of one's own account."""
    from allauth.mfa.webauthn.views import list_webauthn

    return cast(HttpResponseBase, list_webauthn(request))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_add(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Add a passkey."""
    from praya.core.keys.views_library import Adding

    return cast(HttpResponseBase, Adding.as_view()(request))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_remove(request: HttpRequest, visit: HttpRequest, **words: Any) -> HttpResponseBase:
    """Remove a passkey."""
    from praya.core.keys.views_library import Removing

    return cast(HttpResponseBase, Removing.as_view()(request, **words))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_edit(request: HttpRequest, visit: HttpRequest, **words: Any) -> HttpResponseBase:
    """Name a passkey anew."""
    from allauth.mfa.webauthn.views import edit_webauthn

    return cast(HttpResponseBase, edit_webauthn(request, **words))


@gate(signed_in, visit=plain, methods=BOTH)
def passkey_prove(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Prove with a passkey who one is."""
    from praya.core.keys.views_library import Proving

    return cast(HttpResponseBase, Proving.as_view()(request))
