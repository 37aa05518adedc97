"""Judge the addresses of online meetings: one that somebody types, and the pattern from which each meeting gets its own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.texts.joining import joined

LONGEST_LINK = 500
PLACES = ("meeting", "edition")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
_PLACE = re.compile(r"\{([^{}]*)\}")
_STRANGE = re.compile(r"[\s<>\"'`\\^{|}\x00-\x1f\x7f]")


def checked_link(typed: str) -> str:
    """Return the address of a room as it is kept, nothing for nothing; Refused for what no browser could open safely.

    >>> checked_link(" https://meet.example.org/lantern ")
    'https://meet.example.org/lantern'
    """
    link = typed.strip()
    if not link:
        return ""
    if len(link) > LONGEST_LINK:
        raise Refused(_("An address has at most %(count)d characters; shorten it.") % {"count": LONGEST_LINK})
    if not _is_link(link):
        raise Refused(_("This is no web address. Copy the whole address of the room; it begins with https://."))
    return link


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and not _STRANGE.search(link)
    return parts.scheme.lower() == "https" and is_plain and port != 0 and bool(_HOST.fullmatch(_ascii(parts.hostname or "")))


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def ascii_link(link: str) -> str:
    """Return a kept address with nothing but ASCII in it, as every program takes it.

    >>> ascii_link("https://港.example.org:8443/房?a=1")
    'https://xn--g5t.example.org:8443/%E6%88%BF?a=1'
    """
    parts = urlsplit(link)
    host = _ascii(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    return iri_to_uri(urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment)))


def checked_pattern(typed: str) -> str:
    """Return an edition's pattern of addresses as it is kept; Refused for an unknown placeholder, or one room for everybody.

    >>> checked_pattern("https://meet.example.org/{edition}-{meeting}")
    'https://meet.example.org/{edition}-{meeting}'
    """
    pattern = typed.strip()
    if not pattern:
        return ""
    named = _PLACE.findall(pattern)
    unknown = next((word for word in named if word not in PLACES), None)
    if unknown is not None:
        words = {"word": f"{{{unknown}}}", "known": joined(f"{{{word}}}" for word in PLACES)}
        raise Refused(_("%(word)s is not known here. The placeholders are %(known)s.") % words)
    if "meeting" not in named:
        raise Refused(_("Write {meeting} where the address of each meeting differs; without it all would meet in one room."))
    checked_link(filled(pattern, edition="edition", meeting="meeting"))
    return pattern


def filled(pattern: str, **words: str) -> str:
    """Return the address of one meeting.

    >>> filled("https://meet.example.org/{edition}-{meeting}", edition="two-harbours", meeting="k3xm")
    'https://meet.example.org/two-harbours-k3xm'
    """
    return _PLACE.sub(lambda found: words.get(found[1], ""), pattern)
