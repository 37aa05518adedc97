"""A refusal is told where it was asked: in the form, or as a toast; what was done is told with its undo."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory

from praya.core.actions.answering import done, told
from praya.core.actions.refusing import Refused


@pytest.fixture
def request_with_toasts(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def toasts(request: HttpRequest) -> list[tuple[str, str, str]]:
    return [(one.level_tag, one.message, one.extra_tags) for one in get_messages(request)]


def refuse() -> None:
    raise Refused("Two meetings would break.", names=["Ana", "Bo"])


def test_a_form_says_why_and_for_whom_line_by_line() -> None:
    form = forms.Form({})
    assert (done(form, refuse), form.non_field_errors()) == (False, ["Two meetings would break.", "Ana", "Bo"])
    assert done(form, lambda: None) is True


def test_a_button_says_how_it_went(request_with_toasts: HttpRequest) -> None:
    assert told(request_with_toasts, lambda: None, "Moved.", undo="/back/") is True
    assert told(request_with_toasts, refuse, "Moved.") is False
    assert toasts(request_with_toasts) == [("success", "Moved.", "/back/"), ("error", "Two meetings would break. Ana; Bo", "")]


def test_of_many_names_five_are_told() -> None:
    refusal = Refused("No.", "Not yet.", names=list("abcdef"))
    assert (refusal.sentence, str(refusal)) == ("No. Not yet.", "No. Not yet. a; b; c; d; e; …")
