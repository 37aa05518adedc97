"""Draw the frame of every page: icons, the menus of an edition, and the clocks of its sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_urlconf, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from praya.core.features.menus import Link, delegate_links, manage_links
from praya.core.features.waiting import delegate_waiting, manage_waiting
from praya.core.texts.joining import joined_sentences

register = template.Library()
_rules: dict[tuple[str, str], Callable[[Any], bool] | None] = {}


@dataclass(frozen=True, slots=True)
class ShownLink:
    """Show a declared link in a menu of this edition, and how much waits behind it."""

    name: str
    label: str
    icon: str
    address: str
    is_here: bool = False
    is_wide_only: bool = False
    count: int = 0
    said: str = ""
    badge: str = ""
    is_narrow_count: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Show a part of the organiser's menu; one with the page that is open stands open."""

    label: str
    links: list[ShownLink]

    @property
    def is_here(self) -> bool:
        """Tell whether one of its pages is open."""
        return any(link.is_here for link in self.links)

    @property
    def count(self) -> int:
        """Return how much waits behind its links."""
        return sum(link.count for link in self.links)

    @property
    def said(self) -> str:
        """Return in words how much waits behind its links."""
        return joined_sentences(link.said for link in self.links)


# Icons that point along the line of reading: they turn around where it runs from right to left.
_TURNING = frozenset({"back", "moved", "next", "trail"})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite ("calls/bell": of a room's own static/calls/icons.svg); without a label it is decoration."""
    sprite, _slash, symbol = name.rpartition("/")
    source, kind = static(f"{sprite or 'praya'}/icons.svg"), "icon turns" if name in _TURNING else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', kind, label, source, symbol)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, source, symbol)


@register.simple_tag(takes_context=True)
def delegate_menu(context: Context) -> list[ShownLink]:
    """Return the delegate's menu of the edition, as far as its pages exist, with what is new behind its links."""
    delegate, waiting = getattr(context.get("visit"), "delegate", None), delegate_waiting()
    links = shown_links(delegate_links(), _slug(context), context.get("visit"))
    here = _here(links, _path(context))
    links = [_mark(link, here) for link in links]
    narrow = {link.route: link.narrow_waiting for link in delegate_links() if link.narrow_waiting}
    for at, one in enumerate(links):
        found = waiting.get(narrow.get(one.name, one.name))
        if found and (count := getattr(delegate, found.column, 0)):
            said = found.said(count)
            links[at] = replace(one, count=count, said=said, badge=found.badge, is_narrow_count=one.name in narrow)
    return links


@register.simple_tag(takes_context=True)
def manage_menu(context: Context) -> list[ShownPart]:
    """Return the team's menu by part, as far as its pages exist and the visitor may enter them, with what waits there."""
    slug, visit = _slug(context), context.get("visit")
    parts = [(label, shown_links(links, slug, visit)) for label, links in manage_links()]
    here = _here([link for _, links in parts for link in links], _path(context))
    counts = getattr(visit, "waiting", None) or {}
    return [ShownPart(str(label), [_counted(_mark(link, here), counts) for link in links]) for label, links in parts if links]


@register.simple_tag(takes_context=True)
def clocks(context: Context) -> list[tuple[Any, str, str]]:
    """Return (site or None for the viewer, zone, time now) for each site and for a viewer elsewhere."""
    visit = context.get("visit")
    sites = getattr(visit, "sites", None)
    if not sites:
        return []
    now = timezone.now()
    shown: list[tuple[Any, str, str]] = [(site, site.zone, _wall(now, ZoneInfo(site.zone))) for site in sites]
    own = getattr(visit, "zone", None) if getattr(visit, "account", None) else None
    if own is not None and all(now.astimezone(own).utcoffset() != now.astimezone(ZoneInfo(s.zone)).utcoffset() for s in sites):
        shown.append((None, str(own), _wall(now, own)))
    return shown


@register.simple_tag
def way(name: str, *words: Any) -> str:
    """Return the address of a page, or nothing while there is no such page."""
    try:
        return str(reverse(name, args=words))
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def open_way(context: Context, name: str, *words: Any) -> str:
    """Return the address of a page that its reader may enter, else nothing: a page of the edition, or one outside any."""
    address, visit = way(name, *words), context.get("visit")
    edition = getattr(visit, "edition", None)
    is_inside = edition is not None and words[:1] == (edition.slug,)
    subject = visit if is_inside else context.get("request")
    return address if address and subject is not None and may_enter(name, address, subject) else ""


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """Return this page's query with some words changed (empty: left out), so that filters survive paging and sorting."""
    request = context.get("request")
    if request is None:
        return "?"
    query = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def _wall(now: datetime, zone: ZoneInfo) -> str:
    return f"{now.astimezone(zone):%H:%M}"


def _slug(context: Context) -> str:
    return str(getattr(getattr(context.get("visit"), "edition", None), "slug", ""))


def _path(context: Context) -> str:
    return str(getattr(context.get("request"), "path", ""))


def shown_links(links: Iterable[Link], slug: str, visit: Any = None) -> list[ShownLink]:
    """Return the links of an edition whose pages exist; with a visit, only those whose rule lets it in."""
    found = []
    for link in links:
        address = way(link.route, slug) if slug else ""
        if address and (visit is None or may_enter(link.route, address, visit)):
            found.append(ShownLink(link.route, str(link.label), link.icon, address, is_wide_only=link.is_wide_only))
    return found


def may_enter(name: str, address: str, visit: Any) -> bool:
    """Ask the gate of the page of this name, one of whose addresses is given."""
    plan = get_urlconf() or settings.ROOT_URLCONF
    if (plan, name) not in _rules:
        # Looking for an address walks the whole plan, which a dozen links on every page cannot afford; names keep their views.
        _rules[plan, name] = getattr(resolve(address).func, "rule", None)
    rule = _rules[plan, name]
    return rule is None or bool(rule(visit))


def _here(links: Sequence[ShownLink], path: str) -> str:
    """Return the address of the nearest page at or above the path: a site's own page marks the list of sites."""
    above = [one.address for one in links if path.startswith(one.address)]
    return max(above, key=len, default="")


def _mark(one: ShownLink, here: str) -> ShownLink:
    if one.address != here:
        return one
    return replace(one, is_here=True)


def _counted(one: ShownLink, counts: Mapping[str, int]) -> ShownLink:
    """Return a link of the team's with how much waits there: a page may have several queues."""
    waits = [
        (found, count) for found in manage_waiting().values() if found.route == one.name and (count := counts.get(found.column))
    ]
    if not waits:
        return one
    return replace(
        one, count=sum(count for _found, count in waits), said=joined_sentences(found.said(count) for found, count in waits)
    )
