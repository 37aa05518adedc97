"""Answer a form or a button: done, or refused with the reason where it was asked."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from praya.core.actions.refusing import Refused


def done(form: forms.Form, action: Callable[[], object]) -> bool:
    """Carry an action out; a refusal becomes an error of the form, and False."""
    try:
        action()
    except Refused as refusal:
        for sentence in (*refusal.sentences, *refusal.names):
            form.add_error(None, sentence)
        return False
    return True


def told(request: HttpRequest, action: Callable[[], object], success: str, *, undo: str = "") -> bool:
    """Carry a button's action out and say how it went; False when it was refused. `undo` is where it is taken back."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, success, extra_tags=undo)
    return True
