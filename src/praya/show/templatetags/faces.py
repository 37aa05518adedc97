"""Show the face of a person to whoever may see it, and their initials to everybody else."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from praya.core.templatetags.praya import avatar
from praya.meet.accreditation.models import Delegate
from praya.show.directory.markup_faces import FaceWriter
from praya.show.directory.rules import HasPortrait

register = template.Library()


@register.simple_tag(takes_context=True)
def face(context: Context, person: HasPortrait, delegate: Delegate | None = None, size: str = "") -> SafeString:
    """Show a person by their photograph as far as the page's visitor sees it, else by their initials; size "large" is for heads.

    Of a `delegate` who comes no longer there is none.
    """
    visit = context.get("visit")
    has_left = delegate is not None and delegate.status != Delegate.Status.APPROVED
    if visit is None or has_left:
        return avatar(person.name, person.names, size)
    return FaceWriter(visit).face(person, size)
