"""Read addresses, times, places and languages from cells; a fault names what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache
from typing import TypeVar

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.functional import Promise

from praya.core.catalogue.identifiers import WrongIdentifier, verified
from praya.core.directory.languages import usual_tag
from praya.core.sheets.countries import countries_meant, country_named, likely_country
from praya.core.sheets.rows import Row
from praya.core.sheets.zones import is_upside_down, zone_named, zones_meant
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined

Found = TypeVar("Found")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00)?)?")
_DATE_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?:[T ]00:00(?::00)?)?")
# The half of the day stands before or after the time, by language.
_MORNING = {"am", "上午", "早上", "凌晨", "清晨", "午前", "오전", "صباحا", "ص", "da manhã"}
_AFTERNOON = {"pm", "下午", "晚上", "傍晚", "午後", "오후", "مساء", "م", "da tarde", "da noite"}
_NOON = dict.fromkeys(("noon", "12 noon", "中午", "正午", "정오", "meio-dia", "ظهرا"), 12)
_NOON |= dict.fromkeys(("midnight", "12 midnight", "午夜", "자정", "meia-noite"), 0)
_HALF = "|".join(sorted({*_MORNING, *_AFTERNOON, "a\\.m\\.?", "p\\.m\\.?", "中午"}, key=len, reverse=True))
_TIME = re.compile(
    rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})(?:\s*[:.時时点點h시]\s*(?P<minute>\d{{2}})?\s*[分분]?(?::00)?)?\s*(?P<after>{_HALF})?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;:]+")
_YES = {"yes", "y", "true", "1", "x", "是", "有", "✓", "✔", "sim"}
_NO = {"no", "n", "false", "0", "", "否", "無", "无", "não", "nao"}
_SPLIT = re.compile(r"[,;/|、，；]+")


def paragraphs(row: Row, key: str) -> str:
    """Return a text that may have several lines."""
    return row.text(key, has_lines=True)


def email(row: Row, key: str) -> str:
    """Return an address in lower case, also one with its name before it, as in “Mei Chan <mei@example.org>”."""
    text = unicodedata.normalize("NFKC", row.text(key)).casefold().removeprefix("mailto:")
    if text and not is_email(text):
        found = addresses_in(text)
        if len(found) == 1 and text.endswith(f"<{found[0]}>"):
            return found[0]
        likely = found[0] if found else ""
        row.fault(key, _("this is not an e-mail address; write one such as name@example.org."), likely=likely)
        return ""
    return text


def addresses_in(text: str) -> list[str]:
    """Return the addresses that stand in a text among other things, each once.

    >>> addresses_in("Mei <mei@example.org>; office: a@example.org")
    ['mei@example.org', 'a@example.org']
    """
    return [one for one in dict.fromkeys(_ADDRESS.findall(text.casefold().replace("mailto:", ""))) if is_email(one)]


def has_letters(text: str) -> bool:
    """Tell whether a cell says more than numbers, as every name does: “Attendee #” is none."""
    return any(map(str.isalpha, text))


def holds_address(text: str) -> bool:
    """Tell whether a cell holds an address, whatever else stands beside it."""
    return bool(addresses_in(text))


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
        likely, meant = likely_country(text), countries_meant(text)
        if meant:
            row.fault(key, _("several are called so; write which one you mean: %(names)s.") % {"names": joined(meant)})
        elif likely:
            reason = _("this country or region is not known; did you mean “%(likely)s”? Write its name or ISO code.")
            row.fault(key, reason % {"likely": likely}, likely=likely)
        else:
            row.fault(key, _("this country or region is not known; write its usual name or its ISO code."))
    return code


def civil_date(row: Row, key: str) -> date | None:
    """Return a date; forms in which day and month could be mistaken are refused, with the day before the month as a guess."""
    text = unicodedata.normalize("NFKC", row.text(key))
    found = _DATE.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        row.fault(key, _("this day does not exist in the calendar; check year, month and day."))
        return None
    meant = dates_meant(text)
    if len(meant) == 1:
        return meant[0]
    if text:
        reason = _("this is not a date that can be read without doubt; write it as 2027-03-15.")
        row.fault(key, reason, likely=f"{meant[0]}" if meant else "")
    return None


def dates_meant(text: str) -> list[date]:
    """Return which dates a text with the year at its end may mean, the day before the month first.

    >>> [[f"{one}" for one in dates_meant(text)] for text in ("15/03/2027", "3.4.2027", "5/5/2027", "2027")]
    [['2027-03-15'], ['2027-04-03', '2027-03-04'], ['2027-05-05'], []]
    """
    found = _DATE_YEAR_LAST.fullmatch(text)
    if found is None:
        return []
    first, second, year = (int(part) for part in found.groups())
    meant = []
    for day, month in ((first, second), (second, first)):
        with suppress(ValueError):
            meant.append(date(year, month, day))
    return list(dict.fromkeys(meant))


def civil_time(row: Row, key: str) -> time | None:
    """Return a time of the day, as any of the languages writes it."""
    text = " ".join(unicodedata.normalize("NFKC", row.text(key)).casefold().split())
    found = time_named(text)
    if found is None and text:
        row.fault(key, _("this is not a time of the day; write it as 09:30."))
    return found


def time_named(text: str) -> time | None:
    """Return the time that a text says, or None.

    >>> [f"{time_named(text)}" for text in ("下午2:30", "2:30 p.m.", "오전 9시 30분", "noon", "12:05 am", "14h")]
    ['14:30:00', '14:30:00', '09:30:00', '12:00:00', '00:05:00', '14:00:00']
    """
    if text in _NOON:
        return time(_NOON[text])
    found = _TIME.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return None
    half = (found["before"] or found["after"] or "").replace(".", "")
    is_bare = found["minute"] is None and text.isdecimal()
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half == "中午" and hour in {11, 12, 1}:
        hour = 13 if hour == 1 else hour
    elif half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if not is_bare and hour < 24 and minute < 60 else None


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


def zone(row: Row, key: str) -> str:
    """Return the name of a time zone."""
    text = row.text(key)
    if not text or (known := zone_named(text)):
        return known if text else ""
    if is_upside_down(text):
        row.fault(
            key, _("names of this kind count the other way round; write a place whose clocks you mean, such as Asia/Hong_Kong.")
        )
    elif meant := zones_meant(text):
        reason = _("this does not tell one time zone; write a place whose clocks you mean, such as %(examples)s.")
        row.fault(key, reason % {"examples": joined(meant)})
    else:
        row.fault(key, _("this is not a time zone; write a place whose clocks you mean, such as Asia/Hong_Kong."))
    return ""


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


def chosen(
    row: Row, key: str, text: str, choices: Mapping[str, Found], reason: Callable[[str], str | tuple[str, str]]
) -> Found | None:
    """Return what the text of a cell names among `choices` (keys folded); `reason` words the fault, and what was meant."""
    if not text:
        return None
    found = choices.get(_plain(text))
    if found is None:
        told = reason(text)
        sentence, likely = (told, "") if isinstance(told, str) else told
        row.fault(key, sentence, likely=likely)
    return found


def names_one_of(choices: Mapping[str, object]) -> Callable[[str], bool]:
    """Return a test of cells: whether they name one of a few things, as `chosen` reads them."""
    return lambda text: _plain(text) in choices


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def one_of(choices: Mapping[str, Found], reason: str | Promise) -> Callable[[Row, str], Found | None]:
    """Return a reader of cells that name one of a few things."""
    return lambda row, key: chosen(row, key, row.text(key), choices, lambda _text: str(reason))
