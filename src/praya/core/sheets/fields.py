"""Read addresses, times, places and languages from cells; a fault names what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from praya.core.catalogue.identifiers import WrongIdentifier, verified
from praya.core.directory.languages import usual_tag
from praya.core.sheets.countries import country_named, likely_country
from praya.core.sheets.rows import Row
from praya.core.texts.likeness import likeliest

Found = TypeVar("Found")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00)?)?")
_TIME = re.compile(r"(\d{1,2})\s*[:.時时点點h]\s*(\d{2})\s*分?(?::00)?\s*(am|pm|上午|下午)?", re.IGNORECASE)
_YES = {"yes", "y", "true", "1", "x", "是", "有", "✓", "✔", "sim"}
_NO = {"no", "n", "false", "0", "", "否", "無", "无", "não", "nao"}
_SPLIT = re.compile(r"[,;/|、，；]+")


def paragraphs(row: Row, key: str) -> str:
    """Return a text that may have several lines."""
    return row.text(key, has_lines=True)


def email(row: Row, key: str) -> str:
    """Return an address in lower case."""
    text = unicodedata.normalize("NFKC", row.text(key)).casefold().removeprefix("mailto:")
    if text and not is_email(text):
        row.fault(key, _("this is not an e-mail address; write one such as name@example.org."))
        return ""
    return text


@cache
def is_email(text: str) -> bool:
    """Tell whether a text is an address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def website(row: Row, key: str) -> str:
    """Return a web address, with https:// before it when it has no scheme."""
    text = row.text(key)
    if text and "://" not in text:
        text = f"https://{text}"
    try:
        if text:
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        row.fault(key, _("this is not a web address; write one such as https://example.org."))
        return ""
    return text


def registration(row: Row, key: str) -> str:
    """Return the number of a register of companies: capitals, without spaces."""
    return "".join(unicodedata.normalize("NFKC", row.text(key)).upper().split())


def identifier(begins: str = "") -> Callable[[Row, str], str]:
    """Return a reader of identifiers of the register that the column is called after; its numbers begin with `begins`."""

    def read(row: Row, key: str) -> str:
        text = row.text(key)
        try:
            value = verified(key, text) if text else ""
        except WrongIdentifier as wrong:
            row.fault(key, str(wrong))
            return ""
        if value.startswith(begins) or not value:
            return value
        row.fault(key, _("this IMDb number is of another kind; here it begins with %(begins)s.") % {"begins": begins})
        return ""

    return read


def yes_or_no(row: Row, key: str) -> bool:
    """Return a yes or no; an empty cell is a no."""
    text = unicodedata.normalize("NFKC", row.text(key)).casefold()
    if text not in _YES | _NO:
        row.fault(key, _("this is neither yes nor no; write yes, or leave the cell empty."))
    return text in _YES


def country(row: Row, key: str) -> str:
    """Return the ISO code of a country or region."""
    text = row.text(key)
    code = country_named(text) if text else ""
    if text and not code:
        likely = likely_country(text)
        if likely:
            reason = _("this country or region is not known; did you mean “%(likely)s”? Write its name or ISO code.")
            row.fault(key, reason % {"likely": likely})
        else:
            row.fault(key, _("this country or region is not known; write its English or Chinese name or its ISO code."))
    return code


def civil_date(row: Row, key: str) -> date | None:
    """Return a date; forms in which day and month could be mistaken are refused."""
    text = unicodedata.normalize("NFKC", row.text(key))
    found = _DATE.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        row.fault(key, _("this day does not exist in the calendar; check year, month and day."))
        return None
    if text:
        row.fault(key, _("this is not a date that can be read without doubt; write it as 2027-03-15."))
    return None


def civil_time(row: Row, key: str) -> time | None:
    """Return a time of the day."""
    text = unicodedata.normalize("NFKC", row.text(key))
    found = _TIME.fullmatch(text)
    if found is not None:
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half in {"pm", "下午"} else 0)
        if (hour, minute) == (24, 0):
            hour = 0
        if hour < 24 and minute < 60:
            return time(hour, minute)
    if text:
        row.fault(key, _("this is not a time of the day; write it as 09:30."))
    return None


def civil_moments(row: Row, key: str) -> list[datetime]:
    """Return a list of dates with times, as in “2027-03-15 09:00; 2027-03-15 09:30”."""
    moments = []
    for part in re.split(r"[;；,，\n]+", paragraphs(row, key)):
        if part.strip():
            try:
                moments.append(datetime.strptime(part.strip(), "%Y-%m-%d %H:%M"))
            except ValueError:
                reason = _("this is not a date with a time; write it as 2027-03-15 09:30, several with semicolons between.")
                row.fault(key, reason, part)
    return moments


@cache
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name or name == "UTC"}


def zone(row: Row, key: str) -> str:
    """Return the name of a time zone."""
    text = row.text(key)
    if not text:
        return ""
    known = _zones().get(text.casefold().replace(" ", "_"))
    if known is None:
        example = _zones().get(likeliest(text.casefold(), _zones(), at_least=75, in_parts=True), "Asia/Macau")
        row.fault(key, _("this is not a time zone; write its IANA name, such as %(example)s.") % {"example": example})
    return known or ""


@cache
def _languages() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for tag in ("en", "zh_Hant", "zh_Hans"):
        names.update({str(name).casefold(): code.replace("_", "-") for code, name in Locale.parse(tag).languages.items()})
    return {**names, "mandarin": "zh", "putonghua": "zh", "普通話": "zh", "普通话": "zh", "cantonese": "yue", "廣東話": "yue"}


@cache
def language_tag(word: str) -> str:
    """Return the tag for a language's tag or English or Chinese name, or nothing.

    >>> language_tag("粵語"), language_tag("zh-hant"), language_tag("Klingonese")
    ('yue', 'zh-Hant', '')
    """
    return _languages().get(word.casefold()) or usual_tag(word)


def languages(row: Row, key: str) -> list[str]:
    """Return language tags in the order given."""
    tags = []
    for word in _SPLIT.split(row.text(key)):
        if word.strip():
            tag = language_tag(word.strip())
            if tag:
                tags.append(tag)
            else:
                row.fault(key, _("this language is not known; write its English name or its tag, such as en or zh-Hant."), word)
    return list(dict.fromkeys(tags))


def chosen(row: Row, key: str, text: str, choices: Mapping[str, Found], reason: Callable[[str], str]) -> Found | None:
    """Return what the text of a cell names among `choices` (keys folded); `reason` words the fault from the names possible."""
    if not text:
        return None
    found = choices.get(unicodedata.normalize("NFKC", text).casefold())
    if found is None:
        row.fault(key, reason(text))
    return found


def one_of(choices: Mapping[str, Found], reason: str | Promise) -> Callable[[Row, str], Found | None]:
    """Return a reader of cells that name one of a few things."""
    return lambda row, key: chosen(row, key, row.text(key), choices, lambda _text: str(reason))
