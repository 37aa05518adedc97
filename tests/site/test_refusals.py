"""Whoever is refused reads a page of ours in their language; a program reads the one shape of a fault."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from praya.core.api.answers import CODES
from praya.core.api.documents import FAULT
from praya.site.refusals import OwnRefusals, refused_before, said_to_programs
from tests import builders as make

pytestmark = pytest.mark.django_db
TITLES = {
    400: "Not understood",
    403: "Refused",
    404: "Nothing here",
    405: "Nothing to open here",
    408: "That took too long",
    413: "Too much at once",
    415: "This form of file is not read",
    429: "Too many attempts",
    500: "Something broke on our side",
    503: "One moment, please",
}


def refused(status: int, address: str = "/e/pearl/", **headers: str) -> HttpResponse:
    """Let a view answer with a blank, and return what its reader gets."""
    request = RequestFactory().get(address)
    request.user = make.make_account()

    def blank(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=status, headers=headers)

    answer = OwnRefusals(blank)(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_every_fault_has_its_page_and_its_code() -> None:
    assert TITLES.keys() == CODES.keys()
    assert set(CODES.values()) <= set(FAULT["properties"]["error"]["properties"]["code"]["enum"])


@pytest.mark.parametrize("status", CODES)
def test_a_blank_is_answered_by_a_page(status: int) -> None:
    page = refused(status)
    assert (page.status_code, f"<h1>{TITLES[status]}</h1>" in page.content.decode()) == (status, True)


@pytest.mark.parametrize("status", CODES)
def test_a_program_reads_one_shape(status: int) -> None:
    fault = refused(status, "/e/pearl/api/works/", Allow="GET", **{"Retry-After": "7"})
    assert fault.headers["Content-Type"] == "application/json"
    assert fault.headers["Allow"] == "GET"
    assert fault.headers["Retry-After"] == "7"
    assert fault.content.decode() == str(f'{{"error": {{"code": "{CODES[status]}", "message": "{said_to_programs(status)}"}}}}')


def test_what_says_something_stays_as_it_is() -> None:
    said = HttpResponse("closed", status=503)
    assert OwnRefusals(lambda request: said)(RequestFactory().get("/ready")) is said


def test_whoever_comes_back_to_a_button_is_led_to_its_page(client: Client) -> None:
    answer = make.sign_in(client, make.make_account()).get(
        "/e/pearl/manage/front/picture/remove/", headers={"Accept-Language": "pt"}
    )
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert '<html lang="pt"' in page
    assert '<a class="button primary" href="/e/pearl/manage/front/">' in page


def test_a_program_that_sends_to_what_only_reads_is_told_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/e/pearl/api/works/", {"a": "b"}, headers={"Authorization": "Bearer praya_x"})
    assert (answer.status_code, answer.headers["Allow"], answer.json()["error"]["code"]) == (405, "GET, HEAD", "method")
    assert Client().delete("/e/pearl/api/works/").json()["error"]["code"] == "method"
    assert Client().get("/e/pearl/api/nothing/").json()["error"] == {
        "code": "absent",
        "message": "Nothing is here that you may read.",
    }


def test_a_form_without_its_token_is_refused_by_a_page() -> None:
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "pt"})
    assert (page.status_code, "This form has expired" in page.content.decode()) == (403, True)


@pytest.mark.parametrize(("fault", "status"), [(ValueError(), 500), (OperationalError("database is locked"), 503)])
def test_what_breaks_says_so_in_the_language_of_its_reader(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def broken(*words: object, **more: object) -> None:
        raise fault

    monkeypatch.setattr("praya.core.accounts.views.way_back", broken)
    monkeypatch.setattr("praya.core.api.views.document", broken)
    client = Client(raise_request_exception=False)
    page = client.post("/language/", {"language": "pt"}, headers={"Accept-Language": "ar"})
    assert (page.status_code, '<html lang="ar" dir="rtl">' in page.content.decode()) == (status, True)
    assert client.get("/api/openapi.json").json()["error"]["code"] == CODES[status]


def test_a_host_that_is_not_ours_is_refused_by_a_page_and_to_programs_by_json() -> None:
    asked = {"headers": {"Host": "elsewhere.example"}}
    assert "Not understood" in Client().get("/", **asked).content.decode()
    assert Client().get("/api/catalogue/", **asked).json()["error"]["code"] == "not_understood"


def test_a_fault_is_worded_where_its_reader_is(client: Client) -> None:
    client.cookies["django_language"] = "zh-hant"
    make.sign_in(client, make.make_account())
    asked = [{"accept-language": f"zh-{where}"} for where in ("HK", "TW")]
    pages = [client.get("/e/pearl/manage/front/picture/remove/", headers=one).content.decode() for one in asked]
    assert [("這裏" in page, "這裡" in page) for page in pages] == [(True, False), (False, True)]
    _kind, before = refused_before("/", {"accept-language": "zh-TW"}, 429)
    assert ("帳戶".encode() in before, "帳號".encode() in before) == (False, True)
