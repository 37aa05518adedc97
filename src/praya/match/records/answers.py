"""Answer a button of a record's page: done, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from praya.core.catalogue.refusals import Faulty, Refused


def told(request: HttpRequest, action: Callable[[], object], success: str, *, undo: str = "") -> bool:
    """Carry a button's action out and say how it went; False when it was refused. `undo` is where it is taken back."""
    try:
        action()
    except Faulty as refusal:
        messages.error(request, " ".join(fault.message for fault in refusal.faults[:3]))
        return False
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, success, extra_tags=undo)
    return True
