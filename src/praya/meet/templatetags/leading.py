"""Lead organisers on from the page on which they have done something."""

from __future__ import annotations

from django import template
from django.template import Context

from praya.meet.accreditation.leading import NextStep, step_after

register = template.Library()


@register.simple_tag(takes_context=True)
def next_step(context: Context) -> NextStep | None:
    """Return the step of the visited edition to go on with; nothing on the page where that is taken."""
    return step_after(context["visit"], context["request"].path)
