"""Open real Chromium for the journeys; without it they are skipped, except where CI demands them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from praya.core.accounts.models import Account
from tests.builders import prove, sign_in

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

UNPLUGGED = "ERR_INTERNET_DISCONNECTED"  # only where a test itself takes the network away

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all journeys."""
    program = os.environ.get("PRAYA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; install it (apt-get install chromium).")
        pytest.skip("Chromium is missing: the journeys are skipped.")
    # Playwright's loop runs in this thread, so Django has to be told that its calls are still one at a time.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Opener]:
    """Open pages of the live server: open_page("/", account=..., width=..., scheme=..., ...); faults fail the test.

    A page that writes an error to its console, or asks another host, is a fault.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(
        path: str,
        *,
        account: Account | None = None,
        viewport: dict[str, int] | None = None,
        is_proved: bool = False,
        **options: object,
    ) -> Page:
        context = browser.new_context(viewport=viewport or DESK, base_url=live_server.url, **options)
        contexts.append(context)
        if account is not None:
            context.add_cookies([signed_in_cookie(account, live_server.url, is_proved=is_proved)])
        page = context.new_page()
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" and UNPLUGGED not in line.text else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((live_server.url, "data:")) else faults.append(asked.url))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


def signed_in_cookie(account: Account, address: str, *, is_proved: bool = False) -> dict[str, str]:
    """Return the session cookie of an account that has signed in, within minutes if it `is_proved`."""
    client = sign_in(Client(), account)
    if is_proved:
        prove(client)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": address}
