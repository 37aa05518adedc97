"""Answer a form or a button: done, or refused with the reason where it was asked."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from praya.meet.editions.refusals import Refused


def done(form: forms.Form, action: Callable[[], object]) -> bool:
    """Carry an action out; a refusal becomes an error of the form, and False."""
    try:
        action()
    except Refused as refusal:
        for sentence in (*refusal.sentences, *refusal.names):
            form.add_error(None, sentence)
        return False
    return True


def tell(request: HttpRequest, action: Callable[[], object], success: str) -> bool:
    """Carry a button's action out and say how it went; False when it was refused."""
    try:
        action()
    except Refused as refusal:
        names = refusal.names[:5] + (["…"] if len(refusal.names) > 5 else [])
        messages.error(request, " ".join([*refusal.sentences, "; ".join(names)]).strip())
        return False
    messages.success(request, success)
    return True
