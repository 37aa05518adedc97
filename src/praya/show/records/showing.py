"""Show a page of the editor: each field with its value, its choices and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.actions.seeing import mark_of
from praya.core.catalogue.vocabulary import COMPANY_ROLES, PERSON_ROLES
from praya.core.directory.countries import country_name, country_names
from praya.core.directory.languages import language_name, trade_languages
from praya.core.documents.schema import Fault
from praya.core.documents.sections import TEXT_KINDS, Field, Rows, Section
from praya.core.texts.editing import Entry, entries
from praya.core.texts.joining import joined
from praya.core.texts.money import minor_units
from praya.show.records.reading import country_typed, language_typed, tags_of

Option = tuple[str, str, bool]
Faults = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownField:
    """Hold one field as its template draws it."""

    id: str
    name: str
    label: str
    kind: str
    value: Any = ""
    options: list[Option] = field(default_factory=list)
    groups: list[tuple[str, list[Option]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    help: str = ""
    error: str = ""
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Hold one row of a list; `link` is the directory's record behind a credit, `found` what a look-up found for it."""

    number: int
    label: str
    fields: list[ShownField]
    is_new: bool = False
    link: Any = None
    person: str = ""
    organisation: str = ""
    found: Sequence[Any] | None = None


@dataclass(frozen=True, slots=True)
class ShownRows:
    """Hold a list of rows."""

    id: str
    name: str
    label: str
    help: str
    add: str
    rows: list[ShownRow]
    error: str = ""
    is_linked: bool = False
    kind: str = "rows"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Hold what is known of credits: the records behind codes, and what was found for one row."""

    linked: Mapping[str, Any] = field(default_factory=dict)
    row: int = -1
    found: Sequence[Any] = ()


def anchor(place: str) -> str:
    """Return the id of the field at a place of the document.

    >>> anchor("names.2.text"), anchor("logline.texts.zh-Hant.text"), anchor("genres.0"), anchor("budget_high")
    ('f-names-2-text', 'f-logline_zh-Hant', 'f-genres', 'f-budget_high')
    """
    parts = place.split(".")
    if "texts" in parts:
        return f"f-{parts[0]}_{parts[2]}" if len(parts) > 2 else f"f-{parts[0]}"
    if len(parts) == 2 and parts[1].isdecimal():
        return f"f-{parts[0]}"
    return "f-" + "-".join(parts[:3])


def page_of(
    section: Section,
    document: Mapping[str, Any],
    faults: Sequence[Fault],
    *,
    extra: int = 1,
    lookup: Lookup | None = None,
    theirs: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what the template of every page of the editor reads; with `theirs` saving it again replaces theirs."""
    language = get_language() or "en"
    return {
        "section": section,
        "items": shown(section, document, faults, extra=extra, lookup=lookup),
        "faults": [(anchor(fault.place), fault.message) for fault in faults],
        "seen": mark_of(theirs if theirs is not None else document, section.fields),
        "language_names": sorted(trade_languages(language).values()),
        "country_names": sorted(country_names(language).values()),
    }


def shown(
    section: Section, document: Mapping[str, Any], faults: Sequence[Fault], *, extra: int = 1, lookup: Lookup | None = None
) -> list[ShownField | ShownRows]:
    """Return what a page of the editor shows; `extra` empty rows wait at the end of each list."""
    wrong: dict[str, str] = {}
    for fault in faults:
        wrong.setdefault(anchor(fault.place), fault.message)
    return [
        _shown_rows(item, document, wrong, extra, lookup or Lookup())
        if isinstance(item, Rows)
        else _shown_texts(item, document, wrong)
        if item.kind in TEXT_KINDS
        else _field(item, item.name, _stored(item, document), wrong, currency=str(document.get("currency") or "USD"))
        for item in section.items
    ]


def _stored(item: Field, document: Mapping[str, Any]) -> Any:
    first, _dot, key = item.name.partition(".")
    return (document.get(first) or {}).get(key) if key else document.get(first)


def _shown_texts(item: Field, document: Mapping[str, Any], wrong: Faults) -> ShownField:
    stored = document.get(item.name) or {}
    prefix = f"f-{item.name}_"
    errors = {key.removeprefix(prefix): message for key, message in wrong.items() if key.startswith(prefix)}
    fields = entries(stored, further=tags_of(document), errors=errors)
    return ShownField(f"f-{item.name}", item.name, str(item.label), item.kind, entries=fields, help=str(item.help))


def _field(item: Field, name: str, value: Any, wrong: Faults, *, currency: str = "USD") -> ShownField:
    own = anchor(name.replace("-", "."))
    listed = _listed(item, value)
    groups = [] if item.kind != "roles" else _role_groups(str(value or item.usual))
    return ShownField(
        own,
        name,
        str(item.label),
        item.kind,
        _text(item.kind, value, currency, item.usual),
        listed,
        groups,
        help=str(item.help),
        error=wrong.get(own, ""),
        # The empty row at the end of a list need not be filled in.
        is_needed=item.is_needed and name == item.name,
    )


def _listed(item: Field, value: Any) -> list[Option]:
    words = item.words or {}
    if item.kind == "choices":
        return [(key, str(word), key in (value or [])) for key, word in words.items()]
    if item.kind not in {"choice", "currency", "level"}:
        return []
    chosen = str(value or item.usual)
    known = [(key, str(word), key == chosen) for key, word in words.items()]
    if chosen and chosen not in words:
        known.append((chosen, chosen, True))
    return known if item.usual else [("", "–", not chosen), *known]


def _role_groups(chosen: str) -> list[tuple[str, list[Option]]]:
    kinds = ((_("People"), PERSON_ROLES), (_("Companies"), COMPANY_ROLES))
    return [(label, [(key, str(word), key == chosen) for key, word in words.items()]) for label, words in kinds]


def _text(kind: str, value: Any, currency: str, usual: str) -> Any:
    language = get_language() or "en"
    if kind == "flag":
        return bool(usual) if value is None else bool(value)
    if kind == "amount" and isinstance(value, int):
        return f"{value // minor_units(currency):,}"
    listing: dict[str, Callable[[str], str]] = {
        "words": str,
        "languages": lambda tag: _exact(tag, language_name(tag, language), language_typed),
        "countries": lambda code: _exact(code, country_name(code, language), country_typed),
    }
    if kind in listing:
        return joined(listing[kind](one) for one in value or [])
    if kind in {"country", "language"}:
        return listing["countries" if kind == "country" else "languages"](str(value or ""))
    return "" if value is None else value


def _exact(code: str, name: str, read: Callable[[str], str]) -> str:
    """Return a name in the reader's language where typing it means the same again, else the code itself."""
    return name if read(name) == code else code


def _shown_rows(item: Rows, document: Mapping[str, Any], wrong: Faults, extra: int, lookup: Lookup) -> ShownRows:
    stored = document.get(item.name) or []
    rows = [_row(item, number, row, wrong, lookup) for number, row in enumerate(stored)]
    rows += [_row(item, number, None, wrong, lookup) for number in range(len(stored), len(stored) + extra)]
    error = wrong.get(anchor(item.name), "")
    own = anchor(item.name)
    return ShownRows(own, item.name, str(item.label), str(item.help), str(item.add), rows, error, item.is_linked)


def _row(item: Rows, number: int, row: Mapping[str, Any] | None, wrong: Faults, lookup: Lookup) -> ShownRow:
    values: Mapping[str, Any] = row or {}
    fields = [_field(one, f"{item.name}-{number}-{one.name}", values.get(one.name), wrong) for one in item.fields]
    person, organisation = str(values.get("person") or ""), str(values.get("organisation") or "")
    link = lookup.linked.get(person or organisation)
    found = lookup.found if number == lookup.row else None
    return ShownRow(number, f"{item.label} {number + 1}", fields, row is None, link, person, organisation, found)
