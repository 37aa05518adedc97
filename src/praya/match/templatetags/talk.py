"""Write the words of a message: plain text, with links only once both sides have agreed to exchange messages."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from praya.match.messages.queries import Line

register = template.Library()
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}]{1,1000}[^\s<>\"'`\\^{|}.,;:!?)\]，。、；：！？）」』]")


@register.simple_tag
def words(line: Line) -> SafeString:
    """Return a message as markup; a link shows its whole address and tells the place behind it nothing about us."""
    pieces, end = [], 0
    for found in () if line.is_plain else _LINK.finditer(line.text):
        address = escape(found[0])
        link = f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>'
        pieces += [escape(line.text[end : found.start()]), link]
        end = found.end()
    pieces.append(escape(line.text[end:]))
    return mark_safe("".join(pieces).replace("\n", "<br>"))  # noqa: S308 - every piece is escaped above
