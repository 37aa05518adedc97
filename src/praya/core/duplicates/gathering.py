"""Say what a record takes over from the one merged into it: every spelling, and what it does not say itself.

Whatever is taken over is shown to nobody who could not see it before: of two levels the narrower one is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from praya.core.access.audiences import Level
from praya.core.actions.refusing import Refused
from praya.core.catalogue.document import FIELDS, TITLE
from praya.core.catalogue.models import Title
from praya.core.catalogue.profiles import ORGANISATION, PERSON
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import language_of, script_of
from praya.core.features.merging import contradiction

Record = Person | Organisation | Title
TABLES: Mapping[str, type[Record]] = {"person": Person, "organisation": Organisation, "title": Title}
Values = dict[str, Any]

# What each record decides for itself, or what is gathered below; of everything else the one without a word takes the other's.
_OWN = frozenset(
    {"names", "name", "level", "visibility", "is_family_name_first", "kind", "stage", "is_runtime_confirmed", "currency"}
    | {"phone", "messenger"}  # who reads them was said of this number alone
)
_FILLED: Mapping[type, tuple[str, ...]] = {
    Person: (*(name for name in PERSON.fields if name not in _OWN), "birth_year"),
    Organisation: (*(name for name in ORGANISATION.fields if name not in _OWN), "activity"),
    Title: (*(name for name in FIELDS if name not in _OWN and TITLE.field_at(name).kind != "amount"), "owner_id"),
}
# Amounts mean nothing without their currency and the other end of their range.
_TOGETHER = (("budget_low", "budget_high"), ("secured_low", "secured_high"))
_ORDER = [level.value for level in Level]


def taken_over(keep: Record, other: Record) -> Values:
    """Return the columns of `keep` that change when `other` is merged into it; Refused when they contradict each other."""
    values: Values = {"level": narrower(keep.level, other.level)}
    values |= {name: getattr(other, name) for name in _FILLED[type(keep)] if not getattr(keep, name) and getattr(other, name)}
    if isinstance(keep, Title) and isinstance(other, Title):
        values |= _of_titles(keep, other)
    elif isinstance(keep, Person | Organisation) and isinstance(other, Person | Organisation):
        values |= {**_merged_names(keep, other), "identifiers": _identifiers(keep, other)}
    values["visibility"] = _visibility(keep, other)
    if not keep.reference and other.reference:
        values["reference"] = other.reference
    return {name: value for name, value in values.items() if value != getattr(keep, name)}


def given_up(keep: Record, other: Record) -> Values:
    """Return the columns of `other` that must be empty before `keep` can have their values, because they are unique."""
    values: Values = {"merged_into_id": keep.pk}
    if not keep.reference and other.reference:
        values["reference"] = ""
    if isinstance(keep, Person) and isinstance(other, Person):
        if other.account_id and not keep.account_id:
            values["account_id"] = None
        if other.email and not keep.email:
            values["email"] = None
    return values


def accounts(keep: Person, other: Person, *, has_agreed: bool = False) -> Values:
    """Return the account and address that a person takes over; two accounts in use are two people until one is closed.

    Its owner may have agreed that the other's account is given up.
    """
    if keep.account is not None and other.account is not None:
        if has_agreed:
            return {}
        names = {"keep": keep.name, "other": other.name}
        if other.account.last_login and keep.account.last_login:
            reason = _("Both %(keep)s and %(other)s sign in, each with an account. Ask which one they use, and close the other.")
            raise Refused(reason % names)
        if other.account.last_login:
            raise Refused(_("%(other)s has signed in, %(keep)s never has: keep %(other)s instead.") % names)
        return {}
    values: Values = {}
    if other.account_id:
        values["account_id"] = other.account_id
    if other.email and not keep.email:
        values["email"] = other.email
    return values


def narrower(one: str, other: str) -> str:
    """Return the level that fewer may read.

    >>> narrower("public", "buyer"), narrower("private", "badge")
    ('buyer', 'private')
    """
    return max(one, other, key=lambda level: _ORDER.index(level) if level in _ORDER else len(_ORDER))


def _visibility(keep: Record, other: Record) -> dict[str, str]:
    held = dict(keep.visibility or {})
    for part, level in (other.visibility or {}).items():
        if part in {"phone", "messenger"}:
            continue
        held[part] = narrower(held[part], level) if part in held else level
    return held


def _merged_names(keep: Person | Organisation, other: Person | Organisation) -> Values:
    """Gather every spelling: a variant where its language has none, and all of them as aliases with where they come from."""
    names = dict(keep.names or {})
    for tag, text in _tagged(other):
        if tag and tag not in names and script_of(text) != script_of(keep.name):
            names[tag] = text
    known = {keep.name, *(keep.names or {}).values(), *(one["text"] for one in keep.aliases or [])}
    aliases = list(keep.aliases or [])
    for text, tag, kind in _spellings(other):
        if text not in known:
            known.add(text)
            aliases.append({"text": text, "tag": tag, "kind": kind, "source": other.code, "script": script_of(text)})
    return {"names": names, "aliases": aliases}


def _tagged(other: Person | Organisation) -> Iterator[tuple[str, str]]:
    yield language_of(other.name), other.name
    yield from (other.names or {}).items()


def _spellings(other: Person | Organisation) -> Iterator[tuple[str, str, str]]:
    yield other.name, language_of(other.name), "merged"
    yield from ((text, tag, "merged") for tag, text in (other.names or {}).items())
    yield from ((str(one["text"]), str(one.get("tag", "")), str(one.get("kind", "merged"))) for one in other.aliases or [])


def _identifiers(keep: Person | Organisation, other: Person | Organisation) -> dict[str, str]:
    held = dict(keep.identifiers or {})
    for scheme, value in (other.identifiers or {}).items():
        if held.get(scheme, value) != value:
            raise contradiction(scheme, held[scheme], value)
        held[scheme] = value
    return held


def _of_titles(keep: Title, other: Title) -> Values:
    if keep.owner_id and other.owner_id and keep.owner_id != other.owner_id:
        words = {"keep": keep.owner, "other": other.owner}
        raise Refused(
            _("Two companies keep them: %(keep)s and %(other)s. They stay two records that are noted as the same.") % words
        )
    values: Values = {"version": keep.version + 1}
    known = {one["text"] for one in keep.names}
    values["names"] = keep.names + [
        {**one, "kind": "other", "level": narrower(one.get("level") or "public", other.level)}
        for one in other.names
        if one["text"] not in known
    ]
    for pair in _TOGETHER:
        if all(getattr(keep, name) is None for name in pair) and keep.currency == other.currency:
            values |= {name: getattr(other, name) for name in pair}
    if keep.status != Title.Status.PUBLISHED and other.status == Title.Status.PUBLISHED:
        values["status"] = other.status
    return values
