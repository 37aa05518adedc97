"""The style page shows every component; no page carries inline styles, scripts or another host."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.builders import make_operator, sign_in

pytestmark = pytest.mark.django_db

SOURCE = Path("src/praya")
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STATICS = sorted(path for path in SOURCE.rglob("static/**/*.*") if path.is_file())
MOST_BYTES = 70_000  # of all together; no page has more than half of them, and the benches hold each below 60 kB with its HTML
LIBRARY = ("mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js")


@pytest.fixture
def _building(settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_building")
def test_the_style_page_shows_every_component(client: Client) -> None:
    page = client.get("/style/")
    shown = {template.name for template in page.templates if template.name}
    written = {f"core/components/{path.name}" for path in (SOURCE / "core/templates/core/components").glob("*.html")}
    assert written - shown == set()


@pytest.mark.usefixtures("_building")
def test_the_style_page_can_run_from_right_to_left(client: Client) -> None:
    assert '<html lang="ar" dir="rtl"' in client.get("/style/?in=ar").content.decode()
    assert '<html lang="en" dir="ltr"' in client.get("/style/?in=xx").content.decode()


def test_elsewhere_the_style_page_is_for_operators(client: Client) -> None:
    assert client.get("/style/").status_code == 302
    assert sign_in(client, make_operator()).get("/style/").status_code == 200


LETTER = SOURCE / "core/templates/core/letters/letter.html"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_carries_inline_styles_or_scripts_or_another_host(path: Path) -> None:
    text = path.read_text()
    if path == LETTER:  # mail programs read no style sheet: a letter brings its looks with it
        text = re.sub(r'\sstyle="[^"]*"', "", text)
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []


def test_style_sheets_and_scripts_ask_no_other_host() -> None:
    for path in STATICS:
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", text) == [], path.name


def compressed(name: str) -> int:
    found = finders.find(name)
    assert found, name
    return len(brotli.compress(Path(found).read_bytes(), quality=5))


def test_all_scripts_and_styles_together_stay_under_seventy_kilobytes() -> None:
    own = [path.as_posix().partition("/static/")[2] for path in STATICS if path.suffix in {".css", ".js"}]
    assert sum(compressed(name) for name in [*own, *LIBRARY, "django_htmx/htmx-2.min.js"]) <= MOST_BYTES


def test_long_physical_directions_are_not_used() -> None:
    physical = re.compile(
        r"(?<![-\w])(?:margin|padding|border)-(?:left|right)\s*:|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
    )
    for path in STATICS:
        assert path.suffix != ".css" or physical.findall(path.read_text()) == [], path.name


def test_the_policy_allows_only_this_host() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {"script-src": directives["script-src"], "style-src": directives["style-src"]} == {
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
