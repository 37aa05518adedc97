"""Read cells of the programme: moments and lengths of time, languages that are spoken, people, addresses of streams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.actions.refusing import Refused
from praya.core.sheets import fields
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.joining import joined
from praya.meet.editions.links import checked_link
from praya.meet.programme.vocabulary import SPOKEN
from praya.meet.schedules.sheet_words import kinds_by_word, states_by_word, texts_meant

Moment = time | datetime
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):(\d\d)(?::\d\d)?")
_LETTERED = re.compile(r"p?t?(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?|s)?)?)?\.?")
_BETWEEN = re.compile(r"[;；、|\n]+")
_TITLED = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]+)>")
# What is said of Chinese in files means the language of stages, which is told apart here.
_SPOKEN = {"zh": "cmn", "zh-Hant": "cmn", "zh-Hans": "cmn"}
NO_KIND = gettext_lazy(
    "this kind of session is not known; say on the page of the columns what it means, or write one of: %(known)s."
)
NO_STATE = gettext_lazy("this is not a state of a session; write draft, confirmed or cancelled.")
_LONGEST_LENGTH, _LONGEST_DIGITS = 20, 6  # signs of a cell


@dataclass(frozen=True, slots=True)
class Word:
    """Hold by what a cell names somebody: an address where there is one, else a name or a reference."""

    text: str
    email: str = ""


def moment(row: Row, key: str) -> Moment | None:
    """Return a time of the day, a day with a time, or an instant; nothing for nothing."""
    text = unicodedata.normalize("NFKC", row.raw(key)).strip()
    if not text:
        return None
    text = unicodedata.normalize("NFKC", row.text(key)).strip()
    found = _MOMENT.fullmatch(text)
    try:
        if found is not None:
            offset = (found[3] or "").upper().replace("Z", "+00:00")
            return datetime.fromisoformat(f"{found[1]}T{found[2]}:00{offset}")
    except ValueError:
        row.fault(key, _("this moment does not exist in the calendar; check day and time."))
        return None
    known = fields.time_named(" ".join(text.casefold().split()))
    if known is None and row.is_sound:
        row.fault(key, _("this is not a time; write it as 09:30, or with its day as 2027-03-15 09:30."))
    return known


def length(row: Row, key: str) -> timedelta | None:
    """Return how long something lasts, as in 1:30, 90 or 1 h 30 min."""
    text = unicodedata.normalize("NFKC", row.text(key)).casefold().strip()
    if not text:
        return None
    minutes = 0
    if text.isdecimal() and len(text) <= _LONGEST_DIGITS:
        minutes = int(text)
    elif clock := _CLOCK.fullmatch(text):
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif (lettered := _LETTERED.fullmatch(text)) and len(text) <= _LONGEST_LENGTH:
        minutes = int(lettered[1] or 0) * 60 + int(lettered[2] or 0)
    if not minutes:
        row.fault(key, _("this is not a length of time; write hours and minutes as 1:30, or minutes as 90."))
        return None
    return timedelta(minutes=minutes)


def spoken(row: Row, key: str) -> list[str]:
    """Return languages that can be spoken from a stage here, in the order given."""
    tags = []
    for tag in fields.languages(row, key):
        own = _SPOKEN.get(tag, tag)
        own = own if own in SPOKEN else own.partition("-")[0]
        if own in SPOKEN:
            tags.append(own)
        else:
            row.fault(
                key, _("this language is none of those of the programme; write one of: %(known)s.") % {"known": joined(SPOKEN)}
            )
    return list(dict.fromkeys(tags))


def stream(row: Row, key: str) -> str:
    """Return the address of a live stream."""
    try:
        return checked_link(row.text(key))
    except Refused:
        row.fault(key, _("this is no web address; copy the whole address of the stream, which begins with https://."))
        return ""


def kind(row: Row, key: str) -> str:
    """Return the kind of a session."""
    known = kinds_by_word()
    return _one(row, key, known, lambda: str(NO_KIND) % {"known": joined(dict.fromkeys(known.values()))})


def state(row: Row, key: str) -> str:
    """Return how sure it is that a session takes place."""
    return _one(row, key, states_by_word(), lambda: str(NO_STATE))


def language_of_texts(row: Row, key: str) -> str:
    """Return the tag of the language of a row's texts."""
    known = {word: tag for word, (tag, _name) in texts_meant(None).items()}  # type: ignore[arg-type]
    reason = _("texts can be in these languages: %(known)s.") % {"known": joined(dict.fromkeys(known.values()))}
    return _one(row, key, known | {tag.casefold(): tag for tag in known.values()}, lambda: reason)


def _one(row: Row, key: str, known: Mapping[str, str], reason: Callable[[], str]) -> str:
    text = row.text(key)
    found = known.get(folded(text), "") if text else ""
    if text and not found:
        row.fault(key, reason())
    return found


def people(row: Row, key: str) -> list[Word]:
    """Return by what a cell names people, with semicolons or line breaks between them."""
    found = []
    for part in _BETWEEN.split(row.text(key, has_lines=True)):
        text = part.strip()
        titled = _TITLED.fullmatch(text)
        if titled is not None and fields.is_email(titled["address"].strip()):
            found.append(Word(titled["name"].strip(), titled["address"].strip().casefold()))
        elif text:
            found.append(Word(text, text.casefold() if fields.is_email(text) else ""))
    return list(dict.fromkeys(found))
