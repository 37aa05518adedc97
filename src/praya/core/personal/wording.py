"""Name the columns that go out, whichever table they stand in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.holding import Personal

_WHEN, _ENTERED, _CHANGED = _("When"), _("Entered"), _("Changed")

# By the last part of a column's path.
WORDS: dict[str, Any] = {
    "activities": _("Activities"),
    "added_at": _("Added"),
    "aliases": _("Other spellings"),
    "at": _WHEN,
    "birth_year": _("Year of birth"),
    "biography": _("About you"),
    "changed_at": _CHANGED,
    "code": _("Code"),
    "country": _("Country or region"),
    "created": _ENTERED,
    "created_at": _ENTERED,
    "decided_at": _("Decided"),
    "email": _("E-mail"),
    "ends_at": _("Ends"),
    "file": _("File"),
    "identifiers": _("Numbers in registers"),
    "ip_address": _("Network address"),
    "is_default": _("Default list"),
    "is_family_name_first": _("My family name comes first"),
    "is_removed": _("Removed"),
    "job_title": _("Job title"),
    "kind": _("Kind"),
    "language": _("Language"),
    "languages": _("Languages"),
    "last_login": _("Last signed in"),
    "last_used_at": _("Last used"),
    "level": _("Who may read it"),
    "message": _("Message"),
    "name": _("Name"),
    "names": _("Names in other scripts and languages"),
    "note": _("Note"),
    "preferences": _("What you look for"),
    "reason": _("Reason"),
    "reference": _("Reference"),
    "role": _("Part"),
    "sent": _("Sent"),
    "sent_at": _("Sent"),
    "slug": _("Edition"),
    "starts_at": _("Begins"),
    "status": _("Status"),
    "territories": _("Territories"),
    "text": _("Text"),
    "type": _("Kind"),
    "used_at": _("Last used"),
    "user_agent": _("Browser"),
    "value": _("Value"),
    "verified": _("Confirmed"),
    "visibility": _("Who reads which part"),
    "wants_mail": _("Wants letters"),
    "words": _("Search words"),
    "zone": _("Time zone"),
}


def word_for(table: Personal, column: str) -> str:
    """Return what a column is called, in the reader's language; KeyError for one that nobody has named."""
    return str(table.words[column] if column in table.words else WORDS[column.rsplit("__", 1)[-1]])
