"""Write reasons on the pages of delegates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy

register = template.Library()

REASONS = {
    "no_common_slot": gettext_lazy("There was no slot in which everybody was free."),
    "quota": gettext_lazy("One side has reached its number of meetings."),
    "outbid": gettext_lazy("Other meetings were wanted more in the slots that were left."),
    "no_table": gettext_lazy("No table was left in the slots in which everybody was free."),
}


@register.simple_tag
def reason_sentence(reason: str) -> str:
    """Return why the schedule has no slot for a request."""
    return str(REASONS.get(reason, ""))
