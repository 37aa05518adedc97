"""Check a document before it is stored: every fault names its place and the remedy, and nothing typed is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.directory.countries import country_names
from praya.core.directory.languages import usual_tag
from praya.core.documents.schema import Document, Fault, Schema
from praya.core.documents.sections import LIST_KINDS, Field, Item, Rows
from praya.core.texts.joining import joined, joined_sentences, labelled
from praya.core.texts.plain import UNSHOWN, is_plain

MOST_ROWS = 200
MOST_TEXT = 20_000
MOST_NAME = MOST_NOTE = 200
MOST_ADDRESS = 300
MOST_SAID = 3


class Faulty(Refused):
    """Carry the faults of a document that was not stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*(labelled(fault.place, str(fault.message)) for fault in faults))
        self.faults = list(faults)

    def __str__(self) -> str:
        return joined_sentences(fault.message for fault in self.faults[:MOST_SAID])


def sound(schema: Schema, document: Mapping[str, Any]) -> Document:
    """Return a document tidied; Faulty names everything that is wrong with it."""
    clean = tidy(schema, document)
    faults = faults_of(schema, clean)
    if faults:
        raise Faulty(faults)
    return clean


def tidy(schema: Schema, document: Mapping[str, Any]) -> Document:
    """Return a document with texts trimmed, rows and words without content left out, and what is left in standard form."""
    clean = {name: _trimmed(value) for name, value in document.items()}
    for item in schema.items.values():
        stored = clean.get(item.stored_in)
        if isinstance(item, Rows):
            clean[item.name] = [row for row in stored or [] if any(row.get(key) for key in item.says or (item.fields[0].name,))]
        elif "." in item.name:
            clean[item.stored_in] = {key: value for key, value in (stored or {}).items() if value not in ("", None)}
        elif item.kind in LIST_KINDS:
            clean[item.name] = [word for word in stored or [] if word]
    return schema.tidied(clean)


def _trimmed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.strip()) if value.isprintable() or is_plain(value) else value.strip()
    if isinstance(value, list):
        return [_trimmed(one) for one in value]
    if isinstance(value, dict):
        return {key: _trimmed(one) for key, one in value.items()}
    return value


def faults_of(schema: Schema, document: Mapping[str, Any]) -> list[Fault]:
    """Return every fault of a document, in the order of its fields; an empty list lets it be stored."""
    single = (fault for item in schema.items.values() for fault in _item_faults(item, document))
    return [*plain_faults(document), *single, *schema.check(document)]


def plain_faults(document: Mapping[str, Any], most: int = MOST_TEXT) -> Iterator[Fault]:
    """Yield a fault for every text that is too long or has characters that cannot be shown."""
    for place, text in _texts_within("", document):
        if len(text) > most:
            yield _too_long(place, count=len(text), most=most)
        elif not is_plain(text):
            yield Fault(place, str(UNSHOWN))


def _texts_within(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place.removeprefix("."), value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts_within(f"{place}.{key}", one)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts_within(f"{place}.{number}", one)


def _item_faults(item: Item, document: Mapping[str, Any]) -> Iterator[Fault]:
    first, _dot, key = item.name.partition(".")
    value = (document.get(first) or {}).get(key) if key else document.get(first)
    # A company may well work for every country there is: those are more than other lists hold.
    if isinstance(value, list) and len(value) > MOST_ROWS and getattr(item, "kind", "") != "countries":
        yield Fault(item.name, _("There are %(count)d rows; %(most)d are the most.") % {"count": len(value), "most": MOST_ROWS})
    if isinstance(item, Rows):
        for number, row in enumerate(value or []):
            for field in item.fields:
                yield from _value_faults(field, f"{item.name}.{number}.{field.name}", row.get(field.name))
    elif item.kind in LIST_KINDS and not key:
        for number, one in enumerate(value or []):
            yield from _value_faults(item, f"{item.name}.{number}", [one])
    else:
        yield from _value_faults(item, item.name, value)


def _value_faults(field: Field, place: str, value: Any) -> Iterator[Fault]:
    check = _CHECKS.get(field.kind)
    if check is not None:
        for one in value or [] if field.kind in LIST_KINDS else [value]:
            yield from check(field, place, one)


def _name(field: Field, place: str, text: Any) -> Iterator[Fault]:
    if not text:
        yield Fault(place, _("A name is needed.") if field.is_needed else _("Type a name, or empty the whole row."))
    elif len(text) > MOST_NAME:
        words = {"most": MOST_NAME, "count": len(text)}
        yield Fault(place, _("A name has at most %(most)d characters; this one has %(count)d.") % words)


def _note(_field: Field, place: str, text: Any) -> Iterator[Fault]:
    if len(text or "") > MOST_NOTE:
        yield _too_long(place, count=len(text), most=MOST_NOTE)


def _too_long(place: str, *, count: int, most: int) -> Fault:
    return Fault(place, _("This text has %(count)d characters; %(most)d are the most.") % {"count": count, "most": most})


def _word(field: Field, place: str, key: Any) -> Iterator[Fault]:
    words = field.words or {}
    if (key or field.is_needed) and key not in words:
        yield Fault(place, _("Choose one of: %(words)s.") % {"words": joined(str(word) for word in words.values())})


def _level(field: Field, place: str, level: Any) -> Iterator[Fault]:
    if (level or field.is_needed) and level not in (field.words or {}):
        yield Fault(place, _("Choose who may find the record.") if field.is_needed else _("Choose who may read this."))


def _number(field: Field, place: str, value: Any) -> Iterator[Fault]:
    low, high = field.bounds
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high):
        yield Fault(place, _("Type a whole number from %(low)d to %(high)d.") % {"low": low, "high": high})


def _country(field: Field, place: str, code: Any) -> Iterator[Fault]:
    # One of a list is there to be a code; a field of its own may stay empty where nothing says that it is needed.
    if (code or field.is_needed or field.kind == "countries") and code not in country_names("en"):
        words = {"code": code or ""}
        yield Fault(place, _("“%(code)s” is no country or region code. Use two letters such as HK, FR or MO.") % words)


def _language(_field: Field, place: str, tag: Any) -> Iterator[Fault]:
    if tag and not usual_tag(tag):
        sentence = _("“%(tag)s” is no language we know. Choose one of the list, or type a tag such as zh-Hant or yue.")
        yield Fault(place, sentence % {"tag": tag})


def _currency(_field: Field, place: str, code: Any) -> Iterator[Fault]:
    if code not in Locale("en").currencies:
        sentence = _("“%(code)s” is no currency code. Use three letters such as USD, HKD or CNY.")
        yield Fault(place, sentence % {"code": code or ""})


def _address(field: Field, place: str, address: Any) -> Iterator[Fault]:
    is_website = field.kind == "website"
    schemes = ("https://", "http://") if is_website else ("https://",)
    is_one = (address or "").startswith(schemes) and " " not in address and not (is_website and len(address) > MOST_ADDRESS)
    if (address or field.is_needed) and not is_one:
        yield Fault(place, _("Give an address that begins with https://."))


def _day(_field: Field, place: str, text: Any) -> Iterator[Fault]:
    try:
        date.fromisoformat(text or "2026-03-17")
    except ValueError:
        yield Fault(place, _("Type a day as 2026-03-17."))


_CHECKS: Mapping[str, Callable[[Field, str, Any], Iterator[Fault]]] = {
    **dict.fromkeys(("choice", "choices", "roles"), _word),
    **dict.fromkeys(("number", "amount"), _number),
    **dict.fromkeys(("country", "countries"), _country),
    **dict.fromkeys(("language", "languages"), _language),
    **dict.fromkeys(("address", "website"), _address),
    "name": _name,
    "note": _note,
    "level": _level,
    "currency": _currency,
    "day": _day,
}
