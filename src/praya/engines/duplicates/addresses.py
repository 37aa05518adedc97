"""Tell the domains and hosts that belong to one company from those that everybody may use."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

_TABLES = Path(__file__).parent / "tables"
# Where anybody gets a mailbox: the same domain says nothing about two people.
_FREE_MAIL = frozenset((_TABLES / "free_mail.txt").read_text(encoding="ascii").split())
# Where many companies have a page under one host.
_SHARED_HOSTS = frozenset((_TABLES / "shared_hosts.txt").read_text(encoding="ascii").split())


def own_domain(email: str | None) -> str:
    """Return the domain of an address when it belongs to a company; free mail says nothing.

    >>> own_domain("Ana@PraiaGrande.example"), own_domain("ana@gmail.com")
    ('praiagrande.example', '')
    """
    domain = (email or "").rpartition("@")[2].strip().casefold()
    return "" if domain in _FREE_MAIL else domain


def own_host(website: str) -> str:
    """Return the host of a website without "www."; hosts that many share say nothing.

    >>> own_host("https://www.praiagrande.example/en/"), own_host("https://www.facebook.com/praia")
    ('praiagrande.example', '')
    """
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    host = host.casefold().removeprefix("www.")
    is_shared = host in _SHARED_HOSTS or any(host.endswith(f".{shared}") for shared in _SHARED_HOSTS)
    return "" if is_shared else host
