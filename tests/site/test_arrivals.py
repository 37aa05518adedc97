"""What another site's page asks for is answered alike, whoever comes by; what a person and a program ask for is as before."""

from __future__ import annotations

import asyncio

import pytest
from django.test import Client
from django.urls import reverse

from praya.site.arrivals import REFUSAL
from praya.site.live import LiveStreams
from tests import builders as make

pytestmark = pytest.mark.django_db
WINDOW = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
PART = {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
ELSEWHERE = ["same-site", "cross-site", "something new"]


def signed_in() -> Client:
    return make.sign_in(Client(), make.make_account())


@pytest.mark.parametrize("site", ELSEWHERE)
def test_a_window_gets_one_page_and_a_part_one_refusal(site: str) -> None:
    said = {"Sec-Fetch-Site": site}
    paths = ("/", "/nothing", reverse("own_data_download"), "/static/praya/praya.css")
    windows = {client.get(path, headers=said | WINDOW).content for client in (Client(), signed_in()) for path in paths}
    parts = {client.get(path, headers=said | PART).content for client in (Client(), signed_in()) for path in paths}
    assert (len(windows), parts) == (1, {REFUSAL.encode()})
    assert b'<a class="button primary" href="" referrerpolicy="no-referrer">' in windows.pop()


@pytest.mark.parametrize("site", ["", "none", "same-origin"])
def test_a_persons_own_step_and_a_program_are_answered_as_ever(site: str) -> None:
    said = {"Sec-Fetch-Site": site} | WINDOW if site else {}
    answer = make.prove(signed_in()).get(reverse("own_data_download"), headers=said)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")


def test_a_form_of_another_site_is_refused_before_anybody_is_recognised() -> None:
    answers = [client.post("/", headers={"Sec-Fetch-Site": "same-site"} | WINDOW) for client in (Client(), signed_in())]
    assert [(answer.status_code, answer.content) for answer in answers] == [(403, REFUSAL.encode())] * 2


def test_a_file_does_not_follow_by_itself_and_a_page_does() -> None:
    client, file, page = make.prove(signed_in()), reverse("own_data_download"), reverse("own_data")
    step = {"Sec-Fetch-Site": "same-origin"} | WINDOW

    def came(path: str, of: str) -> str:
        return client.get(path, headers=step | ({"Referer": f"http://testserver{of}"} if of else {})).headers["Content-Type"]

    html = "text/html; charset=utf-8"
    assert (came(file, file), came(file, page), came(file, ""), came(page, page)) == (
        html,
        "application/zip",
        "application/zip",
        html,
    )


def test_nothing_is_kept_for_another_origin() -> None:
    for path in ("/", "/nothing", "/health", "/static/praya/praya.css"):
        headers = Client().get(path).headers
        assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Sec-Fetch-Site" in headers["Vary"]


def test_a_stream_asked_for_by_another_site_is_refused_whatever_it_is() -> None:
    told = []

    async def send(message: dict[str, object]) -> None:
        told.append(message)

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/live/none", "headers": [(b"sec-fetch-site", b"same-site")]}
    asyncio.run(LiveStreams()(scope, receive, send))
    assert (told[0]["status"], told[1]["body"]) == (403, REFUSAL.encode())
    assert (b"cross-origin-resource-policy", b"same-origin") in told[0]["headers"]


def test_the_service_worker_does_not_keep_an_arrival_as_the_agenda() -> None:
    worker = Client().get(reverse("service_worker")).content.decode()
    assert worker.index('fresh.headers.has("Praya-Arrival")') < worker.index("put(request.url")
