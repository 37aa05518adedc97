"""Write what can be done with a work from its card."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from praya.meet.accreditation.visits import EditionVisit
from praya.show.lists.queries import saved_codes

SaveWriter = Callable[[str, bool], SafeString]
_PLACE = "zzcodezz"


def save_buttons(request: HttpRequest, visit: EditionVisit) -> tuple[Collection[str], SaveWriter | None]:
    """Return the codes that the visitor has saved, and how the button of a work is written.

    The part is rendered once in each state and the code put into it: two dozen renderings would take ten times as long.
    """
    if visit.delegate is None:
        return (), None
    shapes: dict[bool, str] = {}

    def write(code: str, is_saved: bool) -> SafeString:
        if is_saved not in shapes:
            context = {"code": _PLACE, "is_saved": is_saved, "visit": visit}
            shapes[is_saved] = render_to_string("show/lists/_save.html", context, request)
        return mark_safe(shapes[is_saved].replace(_PLACE, code))  # noqa: S308 - a code is letters and digits of our own

    return saved_codes(visit.delegate), write


def save_button(request: HttpRequest, visit: EditionVisit, code: str) -> SafeString:
    """Return the button that saves one work."""
    saved, write = save_buttons(request, visit)
    return write(code, code in saved) if write is not None else mark_safe("")
