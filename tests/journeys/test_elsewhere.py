"""Let another site's page probe every route in a real browser: it learns nothing of who may see what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from praya.site import arrivals
from tests.access.roles import BUYER
from tests.access.routes import routes_of
from tests.access.world import World, build_world
from tests.access.written import POLICY, fillers
from tests.journeys.conftest import signed_in_cookie
from tests.journeys.probing import PARTS, WINDOW, Asked, questions, seen_by, strangers_port, telling

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# What a browser saves leaves the window that was opened for it as it was.
CONTROLS = ("agenda_pdf",)
# A busy machine answers late now and then; what tells does so every time.
ROUNDS = 3

Probe = Callable[..., dict[str, list[str]]]


@pytest.fixture
def world(transactional_db: None, before_the_market: None) -> World:
    """Build the small world of the permission tests where the server sees it."""
    return build_world(fillers())


@pytest.fixture
def probe(world: World, browser: Browser, live_server: LiveServer) -> Iterator[Probe]:
    """Probe routes from a host: probe(asked, "localhost", ways) returns the routes that tell, and how."""
    with strangers_port() as port:

        def look(asked: Sequence[Asked], host: str, ways: Sequence[str]) -> dict[str, list[str]]:
            seen = {}
            for role in sorted({one.may for one in asked} | {one.may_not for one in asked}):
                account = world.accounts[role]
                cookies = [signed_in_cookie(account, live_server.url)] if account else []
                paths = [one.path for one in asked if role in {one.may, one.may_not}]
                seen[role] = seen_by(browser, live_server.url, f"http://{host}:{port}/", cookies, paths, ways)
            return telling(asked, seen)

        def ask(asked: Sequence[Asked], host: str, ways: Sequence[str]) -> dict[str, list[str]]:
            found = look(asked, host, ways)
            for _round in range(1, ROUNDS):
                if found:
                    found = look([one for one in asked if one.route in found], host, ways)
            return found

        yield ask


WHOLE = pytest.mark.exhaustive(reason="how every route answers another site is asked without a browser too, every day")


@pytest.mark.parametrize(
    ("host", "ways", "step"),
    [
        pytest.param("localhost", PARTS, 3, id="sister-some-parts"),
        pytest.param("localhost", WINDOW, 3, id="sister-some-windows"),
        pytest.param("127.0.0.1", PARTS, 9, id="foreign-some-parts"),
        pytest.param("127.0.0.1", WINDOW, 9, id="foreign-some-windows"),
        pytest.param("localhost", PARTS, 1, id="sister-parts", marks=WHOLE),
        pytest.param("localhost", WINDOW, 1, id="sister-windows", marks=WHOLE),
        pytest.param("127.0.0.1", PARTS, 1, id="foreign-parts", marks=WHOLE),
        pytest.param("127.0.0.1", WINDOW, 1, id="foreign-windows", marks=WHOLE),
    ],
)
def test_no_route_tells_another_site_who_may_see_it(
    world: World, probe: Probe, host: str, ways: tuple[str, ...], step: int
) -> None:
    asked = questions(world, routes_of(), POLICY)
    asked = asked[ways is WINDOW and step > 1 :: step]  # parts and windows take different ones
    assert probe(asked, host, ways) == {}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"], ids=["sister", "foreign"])
def test_without_arrivals_a_sister_learns_by_frames_and_both_by_windows(
    world: World, probe: Probe, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "is_from_elsewhere", lambda site: False)
    monkeypatch.setattr(arrivals, "BOUNDS", {})
    asked = questions(world, [route for route in routes_of() if route.name in CONTROLS], POLICY)
    assert set(probe(asked, host, WINDOW)) == set(CONTROLS)
    assert set(probe(asked, host, ("frame",))) == (set(CONTROLS) if host == "localhost" else set())


LINK = """(to) => {
  const link = document.createElement("a");
  [link.href, link.text] = [to, "to Praya"];
  document.body.append(link);
}"""
WORKER = "navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => true)"


@pytest.fixture
def arrive(world: World, browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Follow a link of another site as a buyer who has signed in here: arrive("/e/…", before="a script on a page of ours")."""
    contexts = []
    with strangers_port() as port:

        def come(path: str, *, before: str = "", **options: object) -> Page:
            context = browser.new_context(**options)
            contexts.append(context)
            context.add_cookies([signed_in_cookie(world.accounts[BUYER], live_server.url)])
            page = context.new_page()
            if before:
                page.goto(f"{live_server.url}/offline/")
                assert page.evaluate(before)
            page.goto(f"http://127.0.0.1:{port}/")
            page.evaluate(LINK, live_server.url + path)
            page.click("text=to Praya")
            return page

        yield come
        for context in contexts:
            context.close()


@pytest.mark.parametrize("before", ["", WORKER], ids=["", "through the service worker"])
def test_a_link_on_another_site_leads_to_its_page_and_place(world: World, arrive: Callable[..., Page], before: str) -> None:
    path = f"/e/{world.editions['main'].slug}/agenda/"
    page = arrive(f"{path}?day=1#main", before=before)
    expect(page.locator("nav.rail")).to_be_visible()
    assert page.url.endswith(f"{path}?day=1#main")
    page.reload()
    expect(page.locator("nav.rail")).to_be_visible()
    page.go_back()
    expect(page).to_have_title("stranger")


def test_without_script_it_is_one_link_more(world: World, arrive: Callable[..., Page]) -> None:
    page = arrive(f"/e/{world.editions['main'].slug}/agenda/", java_script_enabled=False)
    page.get_by_role("link", name="Praya").click()
    expect(page.locator("nav.rail")).to_be_visible()


def test_a_file_waits_for_a_person(world: World, arrive: Callable[..., Page]) -> None:
    page = arrive(reverse("agenda_pdf", args=[world.editions["main"].slug]))
    expect(page.get_by_role("link", name="Praya")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Praya").click()
    assert download.value.suggested_filename.endswith(".pdf")
