"""Write times, texts, names, chips and states the same way on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from praya.core.catalogue.vocabulary import ACTIVITIES, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.directory.markup import chip_of, escaped, lead_of, name_in_scripts
from praya.core.directory.names import initials, language_of, mark, names_read, native_name
from praya.core.texts.days import day_text
from praya.core.texts.joining import gap, joined, joined_clauses, joined_sentences, labelled, quoted, timed, with_note
from praya.core.texts.reading import read
from praya.core.texts.states import state_word, states

register = template.Library()


class HasZone(Protocol):
    """Describe what a site is to these tags."""

    zone: str
    short_name: str
    hue: int


@register.filter(name="texts")
def texts(stored: dict[str, Any] | None) -> SafeString | str:
    """Write a text in the reader's language, marking its language when it is another one."""
    language = get_language() or "en"
    found = read(stored or {}, language)
    if not found.text or found.language.lower() == language.lower():
        return found.text
    return format_html('<span lang="{}">{}</span>', found.language, found.text)


@register.simple_tag
def listed(words: Iterable[Any]) -> str:
    """Write words as a list of the reader's language."""
    return joined(words)


@register.simple_tag
def clauses(words: Iterable[Any]) -> str:
    """Write clauses one after another, with the mark between them of the reader's language."""
    return joined_clauses(words)


@register.simple_tag
def sentences(*texts: Any) -> str:
    """Write whole sentences one after another."""
    return joined_sentences(texts)


@register.filter(name="quoted")
def quoted_text(text: str) -> str:
    """Write what somebody wrote between the quotation marks of the reader's language."""
    return quoted(text)


@register.simple_tag
def counted(text: str, count: int) -> str:
    """Write a text with how many there are in the brackets of the reader's language, unless there are none."""
    return with_note(text, str(count or ""))


@register.simple_tag(name="timed")
def timed_words(day: str, time: str) -> str:
    """Write a day and the time of it, or the clock that shows it, set apart as the reader's language does."""
    return timed(day, time)


@register.simple_tag(name="gap")
def gap_behind() -> str:
    """Write the space behind a sentence or a colon, where the marks of the reader's language do not bring it with them."""
    return gap()


@register.simple_tag(name="labelled")
def labelled_tag(label: str, text: str) -> str:
    """Write a label and what it stands for, set apart as the reader's language does."""
    return labelled(label, text) if text else label


@register.simple_tag
def site_chip(site: HasZone | None) -> SafeString | str:
    """Write the short name of a site in its hue."""
    if site is None:
        return ""
    return mark_safe(chip_of(site.short_name, site.hue))  # noqa: S308 - it is escaped there


@register.simple_tag
def site_time(instant: datetime, site: HasZone | None, viewer: ZoneInfo | None = None) -> SafeString:
    """Write a time in its site's zone, and the viewer's time after it when that differs, with its day when that differs."""
    zone = ZoneInfo(site.zone) if site is not None else (viewer or ZoneInfo("UTC"))
    local = instant.astimezone(zone)
    main = format_html('<time datetime="{}">{}</time>', instant.isoformat(), f"{local:%H:%M}")
    if viewer is None or instant.astimezone(viewer).utcoffset() == local.utcoffset():
        return main
    own = instant.astimezone(viewer)
    day = "" if own.date() == local.date() else day_text(own, "D j M") + " "
    return format_html('{} <small class="own-time">{}{}</small>', main, day, f"{own:%H:%M}")


@register.simple_tag
def site_day(instant: datetime, site: HasZone | None, viewer: ZoneInfo | None = None) -> SafeString:
    """Write the civil day of an instant at its site."""
    zone = ZoneInfo(site.zone) if site is not None else (viewer or ZoneInfo("UTC"))
    local = instant.astimezone(zone)
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", day_text(local, "D j M"))


@register.simple_tag
def name_pair(name: str, names: Mapping[str, str] | None = None) -> SafeString:
    """Write a name in the reader's script and, after it, its variant in another."""
    pair = SafeString(name_in_scripts(name, names or {}, get_language() or "en"))
    return format_html('<span class="name">{}</span>', pair) if "name-other" in pair else pair


@register.simple_tag
def linked(words: str, address: str) -> SafeString:
    """Let words lead to an address, for a sentence in which languages place them differently."""
    return format_html('<a href="{}">{}</a>', address, words)


@register.simple_tag
def name_lead(name: str | None, names: Mapping[str, str] | None = None) -> SafeString:
    """Write the name that leads for the reader, alone, where there is room for one; nothing without one."""
    return SafeString(lead_of(name, names or {}, get_language() or "en") if name else "")


@register.simple_tag
def name_plain(name: str | None, names: Mapping[str, str] | None = None) -> str:
    """Return the name that leads for the reader, without any markup: for the title of a page."""
    return names_read(name, names or {}, get_language() or "en").name if name else ""


@register.simple_tag
def avatar(name: str, names: Mapping[str, str] | None = None, shape: str = "") -> SafeString:
    """Draw the initials of a person in their own script; shape "square" is for organisations."""
    own = native_name(name, names)
    letters = mark(own) if shape == "square" else initials(own)
    size = 15 if len(letters) > 1 else 18
    ground = '<rect width="40" height="40" rx="6"/>' if shape == "square" else '<circle cx="20" cy="20" r="20"/>'
    tag = language_of(own)
    lang = f' lang="{escaped(tag)}"' if tag else ""
    # A list has fifty of them: put together here each costs a third of what format_html takes.
    return mark_safe(  # noqa: S308 - what is not ours is escaped
        f'<svg class="avatar {escaped(shape)}" viewBox="0 0 40 40" aria-hidden="true"{lang}>{ground}'
        f'<text x="20" y="21" font-size="{size}">{escaped(letters)}</text></svg>'
    )


@register.simple_tag
def status_pill(state: str, label: str = "") -> SafeString:
    """Write a state as a pill in the reader's language; `label` replaces its usual name."""
    look, usual = states().get(state, ("past", state))
    return format_html('<span class="pill pill-{}">{}</span>', look, label or usual)


@register.filter
def day(value: date | None, shape: str = "D j M") -> str:
    """Write a day in the reader's language; shape is one of praya.core.texts.days.SHAPES."""
    return day_text(value, shape) if value else ""


@register.filter
def status_word(state: str) -> str:
    """Return the name of a state in the reader's language."""
    return state_word(state)


@register.filter
def language_word(tag: str) -> str:
    """Return what a language is called in the reader's language; nothing for a text of none."""
    return language_name(tag, get_language() or "en")


@register.filter
def country_word(code: str | None) -> str:
    """Return what a country or region is called in the reader's language; nothing without one."""
    return country_name(code or "", get_language() or "en")


@register.filter
def activity_word(activity: str) -> str:
    """Return what a company does in the reader's language; words of its own stay as they are."""
    return word_of(ACTIVITIES, activity)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Return the pages worth a link: the ends, the neighbours, and a gap between them."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
