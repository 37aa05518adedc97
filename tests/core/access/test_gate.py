"""A gate lets in whom its rule lets in, and answers everybody else alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from praya.core.access.absence import Absent, existing
from praya.core.access.gate import anyone, gate, may_operate, plain, signed_in
from praya.core.accounts.models import Account


def asked(method: str = "GET", *, user: Account | AnonymousUser | None = None, address: str = "/e/x/?page=2") -> HttpRequest:
    request = RequestFactory().generic(method, address)
    request.user = user or AnonymousUser()
    return request


def visit_number(request: HttpRequest, words: dict[str, Any]) -> int:
    """Resolve a number; one above nine does not exist."""
    number = int(words.pop("number"))
    if number > 9:
        raise Absent
    return number


def is_even(visit: int) -> bool:
    return visit % 2 == 0


@gate(is_even, visit=visit_number, methods=("GET", "POST"))
def page(request: HttpRequest, visit: int, part: str = "") -> HttpResponse:
    """Say what arrived."""
    return HttpResponse(f"{visit} {part} {request.visit}")  # type: ignore[attr-defined]


ANNA = Account(pk=1, email="anna@example.org")


def test_the_view_gets_its_visit_and_the_words_that_are_left() -> None:
    assert page(asked(), number="4", part="b").content == b"4 b 4"


def test_a_stranger_is_asked_to_sign_in_whether_the_thing_exists_or_not() -> None:
    answers = [page(asked(), number=number) for number in ("3", "11")]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, "/accounts/login/?next=/e/x/%3Fpage%3D2")}


@pytest.mark.parametrize("number", ["3", "11"])
def test_whoever_has_signed_in_hears_that_nothing_is_here(number: str) -> None:
    with pytest.raises(Http404) as refusal:
        page(asked(user=ANNA), number=number)
    assert refusal.value.args == ()


@pytest.mark.parametrize("user", [None, ANNA])
def test_what_a_view_looks_for_and_does_not_find_is_a_404_that_says_no_more(user: Account | None) -> None:
    def look(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
        return HttpResponse(existing(None))

    with pytest.raises(Http404) as refusal:
        gate(anyone, visit=plain)(look)(asked(user=user))
    assert (refusal.value.args, refusal.value.__suppress_context__) == ((), True)


@pytest.mark.parametrize(
    ("methods", "allowed"), [(("GET",), "GET, HEAD"), (("POST",), "POST"), (("GET", "POST"), "GET, POST, HEAD")]
)
def test_another_method_is_refused_before_anything_is_looked_up(methods: tuple[str, ...], allowed: str) -> None:
    def visit_nothing(request: HttpRequest, words: dict[str, Any]) -> None:
        raise AssertionError("looked up for a method that is not allowed")

    gated = gate(anyone, visit=visit_nothing, methods=methods)(lambda request, visit: HttpResponse())
    answer = gated(asked("DELETE"))
    assert (answer.status_code, answer["Allow"]) == (405, allowed)


def test_only_pages_for_somebody_signed_in_are_kept_from_caches() -> None:
    answers = [page(asked(user=user), number="4") for user in (None, ANNA)]
    assert [one.headers.get("Cache-Control") for one in answers] == [None, "private, no-store"]


def test_a_view_that_says_how_long_it_may_be_kept_is_heard() -> None:
    def kept(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "private, max-age=60"})

    assert gate(anyone, visit=plain)(kept)(asked(user=ANNA))["Cache-Control"] == "private, max-age=60"


def test_a_gated_view_tells_its_rule() -> None:
    gated: Any = page
    assert (gated.rule, gated.visit, gated.methods, gated.__name__) == (is_even, visit_number, ("GET", "POST", "HEAD"), "page")


@pytest.mark.parametrize("number", ["3", "11"])
def test_a_program_is_refused_in_its_own_form(number: str) -> None:
    def told(request: HttpRequest) -> HttpResponse:
        return HttpResponse("no", status=403)

    gated = gate(is_even, visit=visit_number, refused=told)(lambda request, visit: HttpResponse("yes"))
    assert [gated(asked(user=user), number=number).content for user in (None, ANNA)] == [b"no", b"no"]
    assert gated(asked(user=ANNA), number="4").content == b"yes"


def test_the_rules_outside_editions() -> None:
    operator = Account(pk=2, email="op@example.org", is_operator=True)
    requests = [asked(user=user) for user in (None, ANNA, operator)]
    assert [[rule(one) for one in requests] for rule in (anyone, signed_in, may_operate)] == [
        [True, True, True],
        [False, True, True],
        [False, False, True],
    ]


def test_a_gated_view_carries_what_guards_it() -> None:
    def view(request: HttpRequest, visit: int) -> HttpResponse:
        return HttpResponse()

    guarded: Any = gate(is_even, visit=visit_number, methods=("GET", "POST"))(view)
    assert (guarded.rule, guarded.visit, guarded.methods) == (is_even, visit_number, ("GET", "POST", "HEAD"))


def test_a_page_outside_any_edition_is_judged_by_its_request() -> None:
    request, words = asked(), {"number": "4"}
    assert plain(request, words) is request
    assert words == {"number": "4"}
