"""Write reasons, chances and the buttons of a wish on the pages of delegates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from praya.match.requests.levels import level_buttons
from praya.match.requests.wish_listing import CHANCES

register = template.Library()

REASONS = {
    "no_common_slot": gettext_lazy("There was no slot in which everybody was free."),
    "quota": gettext_lazy("One side has reached its number of meetings."),
    "outbid": gettext_lazy("The schedule found no slot that suits everybody concerned."),
    "no_table": gettext_lazy("No table was left in the slots in which everybody was free."),
}


@register.simple_tag
def reason_sentence(reason: str) -> str:
    """Return why the schedule has no slot for a request."""
    return str(REASONS.get(reason, ""))


@register.simple_tag
def chance_words(chance: str) -> str:
    """Return how good the chances of a wish are."""
    return str(CHANCES.get(chance, ""))


@register.simple_tag
def wish_buttons(code: str, level: str) -> SafeString:
    """Return the buttons of a wish about one other side."""
    return level_buttons(code, level)
