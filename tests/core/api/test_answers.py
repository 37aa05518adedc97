"""Answer programs in one form."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from praya.core.api.answers import conditional, content, too_often, wrong


def asked(**headers: str):
    return RequestFactory().get("/", headers=headers)


def test_an_answer_the_caller_has_already_is_sent_without_content() -> None:
    first = conditional(asked(), content({"name": "花樣年華"}))
    again = conditional(asked(if_none_match=first["ETag"]), content({"name": "花樣年華"}))
    assert (first.status_code, again.status_code, again.content, again["ETag"]) == (200, 304, b"", first["ETag"])
    assert (again["Cache-Control"], again["Vary"]) == ("private, no-cache", "Authorization, Cookie")


def test_a_browser_keeps_nothing_of_a_session_as_of_a_page() -> None:
    request = asked()
    request.COOKIES["praya"] = "somebody"
    assert conditional(request, content({"n": 1}))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("known", ['"0123456789abcdef"', "", "nonsense", '"a", W/"b"'])
def test_another_fingerprint_brings_the_content(known: str) -> None:
    answer = conditional(asked(if_none_match=known), content({"n": 1}))
    assert (answer.status_code, json.loads(answer.content)) == (200, {"n": 1})


def test_one_of_several_weak_fingerprints_is_enough() -> None:
    tag = conditional(asked(), content({"n": 1}))["ETag"]
    assert conditional(asked(if_none_match=f'"x", W/{tag}'), content({"n": 1})).status_code == 304


def test_faults_have_one_form() -> None:
    answer = wrong("kind", "This value is unknown.")
    assert answer.status_code == 400
    assert json.loads(answer.content) == {
        "error": {"code": "parameter", "parameter": "kind", "message": "This value is unknown."}
    }
    assert answer["Cache-Control"] == "private, no-store"
    late = too_often(17)
    assert (late.status_code, late["Retry-After"]) == (429, "17")


def test_a_fault_has_no_fingerprint() -> None:
    assert "ETag" not in conditional(asked(), wrong("q", "no"))
