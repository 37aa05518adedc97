"""Show on a session's page what other rooms say of it."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from praya.meet.programme.parts_of_pages import session_parts
from praya.meet.programme.queries_released import Item

register = template.Library()


@register.simple_tag(takes_context=True)
def parts_of_session(context: Context, places: Sequence[Item]) -> SafeString:
    """Draw the parts that rooms have declared for the page of a session."""
    parts = session_parts(context["request"], context["visit"], places)
    return mark_safe("".join(parts))  # noqa: S308 - each is drawn by a template of its room
