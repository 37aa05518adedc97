"""Write times, texts, names and chips the same way on every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from praya.core.texts.reading import read

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
def site_chip(site: HasZone | None) -> SafeString | str:
    """Write the short name of a site in its hue."""
    if site is None:
        return ""
    return format_html('<span class="chip hue-{}">{}</span>', site.hue, site.short_name)


@register.simple_tag
def site_time(instant: datetime, site: HasZone | None, viewer: ZoneInfo | None = None) -> SafeString:
    """Write a time in its site's zone, and the viewer's time after it when that differs."""
    zone = ZoneInfo(site.zone) if site is not None else (viewer or ZoneInfo("UTC"))
    local = instant.astimezone(zone)
    main = format_html('<time datetime="{}">{}</time>', instant.isoformat(), f"{local:%H:%M}")
    if viewer is None or instant.astimezone(viewer).utcoffset() == local.utcoffset():
        return main
    own = instant.astimezone(viewer)
    day = "" if own.date() == local.date() else date_format(own, "D j M") + " "
    return format_html('{} <small class="own-time">{}{}</small>', main, day, f"{own:%H:%M}")
