"""Fetch the demo's main pages over HTTP as each role and tell what is wrong with them."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.urls import NoReverseMatch, reverse
from django.utils.html import escape

from praya.demo.places import REFERENCES
from praya.demo.roles import Role, link_of, scenes_of
from praya.match.diary.models import Attendance
from praya.match.requests.models import Round
from praya.match.scheduling.models import Run
from praya.meet.accreditation.models import Category
from praya.meet.door.models import DoorText
from praya.meet.editions.models import Edition, Site
from praya.meet.parties.models import Party
from praya.meet.programme.models import Session

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINKED = re.compile(rb'<(?:link rel="stylesheet" href|script[^>]* src)="(/[^"]+)"')
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Page:
    """Name a page, its words, the status and the piece of content that it must have."""

    role: str
    route: str
    words: tuple[str, ...] = ()
    marker: str = ""
    status: int = 200


@dataclass(frozen=True)
class Walk:
    """Tell how many pages were fetched, what is wrong with them, and the paths that had to be refused."""

    pages: int
    faults: list[str]
    refused: list[str]


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_words: object, **_more: object) -> None:
        """Follow no redirect: where a page leads to is part of the check."""


class Walker:
    """Fetch pages of one server with the cookies of one role."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
        self.linked: set[str] = set()

    def fetch(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, str]:
        """Return (status, body, where a redirect leads); a form is posted."""
        content = None if form is None else urlencode(form).encode()
        address = path if path.startswith(self.origin) else self.origin + path
        request = Request(address, data=content, headers={"Referer": address})  # noqa: S310 - our own server
        try:
            with self.opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.read(), ""
        except HTTPError as answer:
            with answer:
                return answer.code, answer.read(), answer.headers.get("Location", "")

    def enter(self, link: str) -> str:
        """Sign in through a link of the demo; return what went wrong, or nothing."""
        status, body, _ = self.fetch(link)
        found = CSRF.search(body.decode(errors="replace"))
        if status != 200 or found is None:
            return f"the sign-in link answered {status}"
        status, _, leads_to = self.fetch(link, {"csrfmiddlewaretoken": found[1]})
        return "" if status == 302 and leads_to.startswith("/") else f"signing in answered {status}"


def wait_until_ready(origin: str, seconds: float) -> bool:
    """Wait until the server answers; tell whether it did."""
    walker, until = Walker(origin), time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if walker.fetch("/health")[0] == 200:
                return True
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            time.sleep(0.1)
    return False


def pages_of(edition: Edition, run: Run, roles: list[Role]) -> Iterator[Page]:
    """List the main pages of every role with something that only the right page shows."""
    slug = edition.slug
    yield Page("anonymous", "home", marker="Two Harbours")
    yield Page("anonymous", "account_login", marker="csrfmiddlewaretoken")
    yield Page("anonymous", "api_document", marker='"openapi"')
    yield Page("anonymous", "agenda", (slug,), status=302)
    yield Page("anonymous", "manage", (slug,), status=302)
    for role in roles:
        if role.delegate is not None:
            yield from _delegate_pages(edition, role)
    yield from _organiser_pages(edition, run)
    for route in ("agenda", "manage_run"):
        yield Page("desk", route, (slug, run.code) if route == "manage_run" else (slug,), status=404)
    yield Page("desk", "manage_repair", (slug,), "<h1")
    yield Page("operator", "home", marker="Two Harbours")
    yield Page("operator", "market_new", marker="<form")
    yield Page("anonymous", "edition_home", (slug,), 'property="og:image"')
    yield Page("anonymous", "edition_text", (slug, "terms"), "<article")
    yield from _programme_pages(edition)
    yield Page("newcomer", "edition_home", (slug,), reverse("apply", args=[slug]))
    yield Page("newcomer", "agenda", (slug,), status=404)
    yield Page("organiser", "manage_front", (slug,), "<h1")
    yield from _beside_pages(roles)
    yield from _reference_pages()


def _delegate_pages(edition: Edition, role: Role) -> Iterator[Page]:
    slug, delegate = edition.slug, role.delegate
    assert delegate is not None  # noqa: S101 - asked for by the only caller
    meets = Attendance.objects.filter(delegate=delegate, is_released=False).values("meeting")
    others = Attendance.objects.filter(meeting__in=meets, meeting__status="scheduled").exclude(delegate=delegate)
    other = others.select_related("delegate__person", "calendar").order_by("starts_at")[0]
    first = edition.sites.all()[0].exhibitors.order_by("organisation__name")[0]
    yield Page(role.word, "agenda", (slug,), escape(other.delegate.person.name))
    yield Page(role.word, "agenda_pdf", (slug,), "%PDF")
    yield Page(role.word, "feed", (delegate.feed_token,), "BEGIN:VEVENT")
    yield Page(role.word, "availability", (slug,), "<table")
    yield Page(role.word, "exhibitors", (slug,), escape(first.organisation.name))
    yield Page(role.word, "people", (slug,), "<main")
    yield Page(role.word, "calendar", (slug, other.calendar.code), escape(_owner(other.calendar)))
    yield Page(role.word, "requests", (slug,), "<main")
    yield Page(role.word, "suggestions", (slug,), "<main")
    yield Page(role.word, "messages", (slug,), 'class="lines talks"')
    yield Page(role.word, "lists", (slug,), "<h1")
    yield Page(role.word, "me", (slug,), escape(delegate.person.name))
    yield Page(role.word, "tokens", (slug,), "<form")
    yield Page(role.word, "manage", (slug,), status=404)


def _owner(calendar: Party) -> str:
    if calendar.exhibitor is not None:
        return calendar.exhibitor.organisation.name
    assert calendar.delegate is not None  # noqa: S101 - the database promises one owner
    return calendar.delegate.person.name


def _organiser_pages(edition: Edition, run: Run) -> Iterator[Page]:
    slug, site = edition.slug, Site.objects.filter(edition=edition, slug="hk").get()
    current = Round.objects.filter(edition=edition).latest("number")
    simple = (
        "manage",
        "manage_edition",
        "manage_sites",
        "manage_categories",
        "manage_team",
        "manage_import",
        "manage_delegates",
        "manage_exhibitors",
        "manage_rounds",
        "manage_repair",
        "manage_heatmaps",
        "manage_reports",
        "manage_trail",
        "manage_suggestions",
        "manage_abuse",
        "manage_tokens",
    )
    for route in simple:
        yield Page("organiser", route, (slug,), "<h1")
    yield Page("organiser", "manage_site", (slug, str(site.slug)), "Asia/Hong_Kong")
    yield Page("organiser", "manage_round", (slug, str(current.number)), "<h1")
    yield Page("organiser", "manage_run", (slug, run.code), "<h1")


def _programme_pages(edition: Edition) -> Iterator[Page]:
    """List the released programme and its twin session as everybody reads them, and what the team works on."""
    slug = edition.slug
    twin = Session.objects.get(edition=edition, kind="ceremony")
    draft = Session.objects.get(edition=edition, state="draft")
    moved = Session.objects.get(edition=edition, kind="roundtable")
    yield Page("anonymous", "programme", (slug,), reverse("session", args=[slug, twin.code]))
    yield Page("anonymous", "session", (slug, twin.code), 'type="application/ld+json"')
    yield Page("anonymous", "session_calendar", (slug, twin.code), "BEGIN:VEVENT")
    yield Page("anonymous", "programme_timeline", (slug,), 'class="lane"')
    yield Page("anonymous", "programme_now", (slug,), 'id="soon"')
    yield Page("anonymous", "programme_clock", (slug,), "<form")
    yield Page("anonymous", "programme_wall", (slug, edition.sites.all()[0].slug), 'id="wall"')
    yield Page("anonymous", "programme_picture", (slug,), "PNG")
    yield Page("anonymous", "session", (slug, draft.code), status=404)
    yield Page("anonymous", "programme_changes", (slug,), reverse("session", args=[slug, moved.code]))
    yield Page("anonymous", "programme_feed", (slug, "en"), "<entry>")
    yield Page("organiser", "manage_preview", (slug,), "<h1")
    yield Page("organiser", "manage_session_tell", (slug, moved.code), "<h1")
    yield Page("organiser", "manage_programme", (slug,), reverse("manage_session", args=[slug, draft.code]))
    yield Page("organiser", "manage_session", (slug, twin.code), "<h1")
    for route in ("manage_rooms", "manage_conflicts", "manage_release"):
        yield Page("organiser", route, (slug,), "<h1")


def _beside_pages(roles: list[Role]) -> Iterator[Page]:
    """List the pages of the market that is on today and of the one whose requests close soon, with what makes them so."""
    markers = {"board": 'class="boards"', "wall": "wall-rooms", "closing": "round-ahead", "planned": "<h1"}
    for scene in scenes_of(roles):
        slug = str(scene.edition.slug)
        yield Page("anonymous", "edition_home", (slug,), "<h1")
        yield Page(scene.role.word, scene.route, (slug,), markers[scene.word])
        if scene.word == "board":
            yield Page("organiser", "manage_idle", (slug,), "<h1")
        if scene.word == "planned":
            yield Page("organiser", "manage_round", (slug, "1"), 'class="when"')


def _reference_pages() -> Iterator[Page]:
    """List the editions after real events as a stranger reads them: what is known of them, and each one's programme."""
    for edition in Edition.objects.filter(market__slug__in=REFERENCES).order_by("pk"):
        slug = str(edition.slug)
        first = Session.objects.filter(edition=edition).order_by("pk")[0]
        yield Page("anonymous", "edition_home", (slug,), reverse("programme", args=[slug]))
        yield Page("anonymous", "programme", (slug,), reverse("session", args=[slug, first.code]))
        yield Page("anonymous", "session", (slug, first.code), "<h1")
        yield Page("organiser", "manage_programme", (slug,), "<h1")


def fault_of(walker: Walker, page: Page) -> str:
    """Fetch a page; return what is wrong with it, or nothing."""
    try:
        path = reverse(page.route, args=list(page.words))
    except NoReverseMatch:
        return f"{page.role}: there is no page {page.route} with {len(page.words)} words"
    status, body, _ = walker.fetch(path)
    if status != page.status:
        return f"{page.role}: {path} answered {status} instead of {page.status}"
    walker.linked.update(path.decode() for path in LINKED.findall(body))
    if page.marker.encode() not in body:
        return f"{page.role}: {path} does not show {page.marker!r}"
    return ""


def applying_faults(walker: Walker, edition: Edition) -> list[str]:
    """Apply for accreditation once, look at what waits, and withdraw it again; return what is wrong with that."""
    page = reverse("apply", args=[edition.slug])
    category = Category.objects.filter(edition=edition, opened__isnull=False).order_by("pk")[0]
    texts = DoorText.objects.filter(edition=edition, language="en")
    form = {"category": str(category.pk), "site": str(edition.sites.all()[0].pk), "reason": "To see how it is done"}
    form |= {f"agree-{text.kind}": str(text.pk) for text in texts}
    withdraw: dict[str, str] = {}
    steps = (
        (page, form, "You applied on"),
        (reverse("apply_withdraw", args=[edition.slug]), withdraw, "not accredited here"),
    )
    faults: list[str] = []
    for address, fields, marker in steps:
        status, body, _ = walker.fetch(page)
        token = CSRF.search(body.decode(errors="replace"))
        if status != 200 or token is None:
            return [*faults, f"newcomer: {page} answered {status}"]
        status, _, leads_to = walker.fetch(address, {**fields, "csrfmiddlewaretoken": token[1]})
        status, body, _ = walker.fetch(leads_to) if status == 302 else (status, b"", "")
        if marker.encode() not in body:
            faults.append(f"newcomer: {address} led to {status} without {marker!r}")
    return faults


def linked_faults(origin: str, paths: Iterable[str]) -> list[str]:
    """Fetch the style sheets and scripts of pages; return what is wrong with them."""
    walker, faults = Walker(origin), []
    for path in sorted(paths):
        status, body, _ = walker.fetch(path)
        if status != 200 or not body.strip():
            faults.append(f"{path} answered {status} with {len(body)} bytes")
    return faults


def walk(origin: str, edition: Edition, run: Run, roles: list[Role]) -> Walk:
    """Fetch all pages; return how many, what is wrong with them and which of them are meant to be refused."""
    walkers, faults = {"anonymous": Walker(origin)}, []
    for role in roles:
        walkers[role.word] = Walker(origin)
        if fault := walkers[role.word].enter(link_of(role, edition, origin)):
            faults.append(f"{role.word}: {fault}")
    pages = list(pages_of(edition, run, roles))
    faults += [fault for page in pages if (fault := fault_of(walkers[page.role], page))]
    faults += applying_faults(walkers["newcomer"], edition) if "newcomer" in walkers else []
    faults += linked_faults(origin, set().union(*(walker.linked for walker in walkers.values())))
    refused = [reverse(page.route, args=list(page.words)) for page in pages if page.status == 404]
    return Walk(len(pages) + 2 * len(roles), faults, refused)


def unasked(log: str, refused: Iterable[str]) -> list[str]:
    """Return the lines of the server's log that the walk has not asked for.

    Each page that had to be refused explains one line. Operators see such lines, because there nobody asks on purpose.
    """
    asked = Counter(f"WARNING django.request Not Found: {path}" for path in refused)
    left = []
    for line in log.splitlines():
        told = line.split(" ", 2)[-1]  # after day and time
        if asked[told]:
            asked[told] -= 1
        else:
            left.append(line)
    return left
