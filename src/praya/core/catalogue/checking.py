"""Check what the fields of a title must agree on, beyond what each of them may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from praya.core.catalogue.identifiers import WrongIdentifier, verified
from praya.core.catalogue.sections import PARTS
from praya.core.documents.schema import Document, Fault


def title_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults of a title that no single field shows."""
    yield from _name_faults(document.get("names") or [])
    shares = [row["share"] for row in document.get("countries") or [] if isinstance(row.get("share"), int)]
    if sum(shares) > 100:
        yield Fault("countries", _("The shares add up to %(sum)d per cent; they may reach 100.") % {"sum": sum(shares)})
    yield from _money_faults(document)
    for part in (document.get("visibility") or {}).keys() - PARTS.keys():
        yield Fault("visibility", _("“%(part)s” is no part of a title.") % {"part": part})
    for scheme, text in (document.get("identifiers") or {}).items():
        try:
            verified(scheme, str(text))
        except WrongIdentifier as fault:
            yield Fault(f"identifiers.{scheme}", str(fault))


def _name_faults(names: list[Mapping[str, Any]]) -> Iterator[Fault]:
    if not any(one.get("text") for one in names):
        yield Fault("names", _("A title needs a name: type at least the original one."))
    if names and not any(one.get("text") and (one.get("level") or "public") == "public" for one in names):
        yield Fault("names", _("At least one name must be shown to everybody who may see the title."))


def _money_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    for low, high in (("budget_low", "budget_high"), ("secured_low", "secured_high")):
        first, last = document.get(low), document.get(high)
        if (first is None) != (last is None):
            yield Fault(high, _("Type both ends of the range; for one figure type it twice."))
        elif isinstance(first, int) and isinstance(last, int) and first > last:
            yield Fault(high, _("The upper end is below the lower one."))
    secured, budget = document.get("secured_high"), document.get("budget_high")
    if isinstance(secured, int) and isinstance(budget, int) and secured > budget:
        yield Fault("secured_high", _("More is secured than the budget needs. Correct one of the two."))


def tidied_title(document: Document) -> Document:
    """Return a document with its identifiers in the standard form of their registers; what has none stays as typed."""
    return document | {"identifiers": {scheme: _standard(scheme, text) for scheme, text in document["identifiers"].items()}}


def _standard(scheme: str, text: str) -> str:
    try:
        return verified(scheme, text)
    except WrongIdentifier:
        return text
