"""Write what nearly every page begins with: its sheets and scripts, the way back, and its head. No page need load these."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def sheets(*names: str) -> SafeString:
    """Link style sheets of ours by their names, in this order."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(f"praya/{name}.css"),) for name in names))


@register.simple_tag
def scripts(*names: str) -> SafeString:
    """Link scripts of ours by their names; they run when the page has been read."""
    return format_html_join("", '<script src="{}" defer></script>', ((static(f"praya/{name}.js"),) for name in names))


@register.simple_tag(takes_context=True)
def crumb(context: Context, name: str, label: str, *words: Any) -> SafeString:
    """Lead back to the page of the edition from which one comes. Raises NoReverseMatch where there is no such page."""
    address = reverse(name, args=(context["visit"].edition.slug, *words))
    return format_html('<nav class="crumbs" aria-label="{}"><a href="{}">{}</a></nav>', gettext("Path"), address, label)


class PageHead(Node):
    """Hold the heading of a page with what explains it, and its actions."""

    child_nodelists = ("words", "actions")

    def __init__(self, words: NodeList, actions: NodeList) -> None:
        self.words, self.actions = words, actions

    def render(self, context: Context) -> SafeString:
        """Write the head; actions that come to nothing have no place in it."""
        words, actions = self.words.render(context), self.actions.render(context)
        place = format_html('<div class="page-actions">{}</div>', actions) if actions.strip() else ""
        return format_html('<header class="page-head"><div>{}</div>{}</header>', words, place)


@register.tag
def pagehead(parser: Parser, token: Token) -> PageHead:
    """Read `{% pagehead %}<h1>…</h1><p>…</p>{% actions %}…{% endpagehead %}`; the actions may be left out."""
    words, actions = parser.parse(("actions", "endpagehead")), NodeList()
    if parser.next_token().contents == "actions":
        actions = parser.parse(("endpagehead",))
        parser.delete_first_token()
    return PageHead(words, actions)


@register.inclusion_tag("core/components/empty_state.html")
def empty_state(picture: str, heading: str, text: str = "", address: str = "", action: str = "") -> dict[str, str]:
    """Say what to do first where there is nothing yet; `picture` is an icon's name, `action` the one next step at `address`."""
    return {"picture": picture, "heading": heading, "text": text, "address": address, "action": action}
