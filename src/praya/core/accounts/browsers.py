"""Know a browser in which somebody has signed in before: it carries a signed cookie, and its own allowance of codes.

The cookie names the browser and, by keyed digests, the addresses; whoever reads it learns none of them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

AGE = 365 * 24 * 3600
MOST = 5
_SALT = "praya.browsers"


@dataclass(frozen=True, slots=True)
class Browser:
    """Hold a browser's number and the digests of the addresses with which somebody signed in."""

    number: str
    digests: tuple[str, ...]

    def knows(self, address: str) -> bool:
        """Tell whether somebody signed in here with an address."""
        return _digest(address) in self.digests


def browser_of(request: HttpRequest) -> Browser | None:
    """Return the browser that asks, when it is known."""
    try:
        number, digests = signing.loads(request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), salt=_SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Browser(str(number), tuple(digests))


def remember_browser(request: HttpRequest, response: HttpResponseBase, address: str) -> None:
    """Know this browser again for a year: somebody has signed in with this address."""
    known = browser_of(request)
    digests = [_digest(address), *(one for one in (known.digests if known else ()) if one != _digest(address))]
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps([known.number if known else secrets.token_hex(8), digests[:MOST]], salt=_SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _digest(address: str) -> str:
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()[:24]
