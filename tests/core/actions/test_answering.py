"""A refusal is told where it was asked: in the form, or as a toast; what was done is told with its undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

import praya
from praya.core.actions.answering import (
    address_of,
    came_from,
    done,
    filled,
    form_page,
    part_asked,
    posted,
    refusals_in,
    told,
    undoable,
    word_of,
)
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


class OneWord(forms.Form):
    """Ask for a word."""

    word = forms.CharField()


def test_what_a_form_asks_for_is_done_and_said_once(request_with_toasts: HttpRequest) -> None:
    given: list[dict[str, str]] = []
    assert filled(request_with_toasts, OneWord({"word": "go"}), given.append, "Gone.") is True
    wrong, refused = OneWord({}), OneWord({"word": "stay"})
    assert filled(request_with_toasts, wrong, given.append, "Gone.") is False
    assert filled(request_with_toasts, refused, lambda _typed: refuse(), "Gone.") is False
    assert filled(request_with_toasts, OneWord(), given.append, "Gone.") is False
    assert (given, toasts(request_with_toasts)) == ([{"word": "go"}], [("success", "Gone.", "")])
    assert (wrong.errors, refused.non_field_errors()) == (
        {"word": ["This field is required."]},
        ["Two meetings would break.", "Ana", "Bo"],
    )


def test_a_refusal_of_one_field_stands_at_that_field_and_other_faults_pass() -> None:
    form = OneWord({"word": "go"})
    with refusals_in(form, "word"):
        raise Refused("Not this one.")
    assert form.errors == {"word": ["Not this one."]}
    with pytest.raises(KeyError), refusals_in(form):
        raise KeyError


def test_what_can_be_taken_back_carries_its_address(request_with_toasts: HttpRequest) -> None:
    undoable(request_with_toasts, "Done.", address_of("account", page=2, word="a b&c"))
    undoable(request_with_toasts, "Done.", address_of("account"))
    assert toasts(request_with_toasts) == [
        ("success", "Done.", "/account/?page=2&word=a+b%26c"),
        ("success", "Done.", "/account/"),
    ]


def test_a_form_that_was_sent_empty_was_sent(rf: RequestFactory) -> None:
    assert posted(rf.get("/")) is None
    form = OneWord(posted(rf.post("/")))
    assert form.errors == {"word": ["This field is required."]}
    page = form_page(rf.post("/"), "core/components/error_summary.html", form)
    assert (page.status_code, form_page(rf.get("/"), "core/components/error_summary.html", OneWord()).status_code) == (422, 200)


def test_one_is_led_back_to_a_page_of_ours_only(rf: RequestFactory) -> None:
    sources = {"http://testserver/e/x/": "http://testserver/e/x/", "https://elsewhere.example/": "/here/", "": "/here/"}
    assert {one: came_from(rf.post("/", headers={"referer": one}), "/here/") for one in sources} == sources


def test_a_word_is_posted_or_stands_in_the_address(rf: RequestFactory) -> None:
    assert word_of(rf.post("/?do=undo"), "do") == "undo"
    assert [word_of(rf.post("/?do=undo", {"do": word}), "do") for word in ("again", "")] == ["again", ""]
    assert word_of(rf.get("/"), "do") == ""


def test_the_part_that_htmx_asks_for_is_named_and_nothing_else_is(rf: RequestFactory) -> None:
    def asked(**headers: str) -> str:
        request = rf.get("/", headers=headers)
        HtmxMiddleware(lambda one: HttpResponse())(request)
        return part_asked(request)

    assert asked(**{"HX-Request": "true", "HX-Target": "busy"}) == "busy"
    assert [asked(), asked(**{"HX-Request": "true"}), asked(**{"HX-Target": "busy"})] == ["", "", ""]


def apart(sources: dict[str, str]) -> list[str]:
    """Return where views answer by hand what `answering` answers."""
    words = {
        "extra_tags=": "core/actions/answering.py",
        "request.POST or None": "",
        'getattr(request, "htmx"': "core/actions/answering.py",
        'headers.get("HX-': "",
        "HX-Refresh": "",
        '", request.GET.get(': "",
    }
    return sorted(
        f"{path}: {word}" for path, text in sources.items() for word, home in words.items() if word in text and path != home
    )


def test_nobody_answers_by_hand() -> None:
    root = Path(praya.__file__).parent
    sources = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    assert apart(sources) == []
    planted = {"match/calls/views.py": "messages.success(request, said, extra_tags=undo)\nform = CallForm(request.POST or None)"}
    assert apart(sources | planted) == ["match/calls/views.py: extra_tags=", "match/calls/views.py: request.POST or None"]


def test_of_many_names_five_are_told() -> None:
    refusal = Refused("No.", "Not yet.", names=list("abcdef"))
    assert (refusal.sentence, str(refusal)) == ("No. Not yet.", "No. Not yet. a; b; c; d; e; …")
