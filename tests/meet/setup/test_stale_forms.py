"""Whoever saves a form that somebody else has overtaken is told so, keeps what they typed, and replaces nothing by accident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.test import Client

from praya.core.actions import changing
from praya.core.audit.models import Entry
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db
_SENTENCE = "Somebody else has changed this meanwhile"
_FIELD = re.compile(r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea|/form))", re.S)


@dataclass
class Page:
    """Hold a form: where it is shown, which part of the page, where it is sent, what two people change, and what is read."""

    shown: str
    sent: str
    one: dict[str, str]
    other: dict[str, str]
    now: Callable[[], tuple[Any, ...]]
    start: str = ""


def _category(edition: Edition) -> Page:
    row = make.make_category(edition, "buyer", quota_total=5)
    path = f"/e/{edition.slug}/manage/categories/{row.slug}/"

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return row.quota_total, row.quota_per_day

    return Page(path, path, {"quota_total": "7"}, {"quota_per_day": "3"}, now)


def _delegate(edition: Edition) -> Page:
    row = make.make_delegate(edition, job_title="Buyer")
    path = f"/e/{edition.slug}/manage/delegates/{row.code}/"

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return row.job_title, row.organisation and row.organisation.name

    return Page(path, path, {"job_title": "Head of sales"}, {"organisation": "Lantern"}, now)


def _edition(edition: Edition) -> Page:
    path = f"/e/{edition.slug}/manage/edition/"

    def now() -> tuple[Any, ...]:
        edition.refresh_from_db()
        return edition.slot_minutes, edition.is_public

    return Page(path, path, {"slot_minutes": "20"}, {"is_public": "on"}, now)


def _site(edition: Edition) -> Page:
    row = edition.sites.first()
    path = f"/e/{edition.slug}/manage/sites/{row.slug}/"

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return row.short_name, row.hue

    return Page(path, f"{path}facts/", {"short_name": "ONE"}, {"hue": "4"}, now, start=f'action="{path}facts/"')


def _exhibitor(edition: Edition) -> Page:
    row = make.make_exhibitor(edition)
    path = f"/e/{edition.slug}/manage/exhibitors/{row.code}/"
    sites = list(edition.sites.order_by("pk"))

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return (row.site_id,)

    return Page(path, path, {"site": "", "stand": ""}, {"site": str(sites[-1].pk), "stand": ""}, now)


def _showcase(edition: Edition) -> Page:
    row = make.make_showcase(edition, name="Spring")
    path = f"/e/{edition.slug}/showcases/{row.code}/edit/"

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return tuple(one["texts"]["en"]["text"] if one.get("texts") else "" for one in (row.name, row.introduction))

    return Page(path, path, {"name_en": "Spring films"}, {"introduction_en": "From all over"}, now, start='id="words-head"')


PAGES = {"category": _category, "delegate": _delegate, "edition": _edition, "site": _site, "exhibitor": _exhibitor}
PAGES["showcase"] = _showcase


def fields_of(page: str, start: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of the last form after a mark, as a browser would send them."""
    forms = page[page.index(start) if start else 0 :].split("<form")
    form = next(one for one in forms[0 if start else 1 :] if 'name="seen"' in one).split("</form>")[0] + "</form"
    for tag, attributes, rest in _FIELD.findall(form):
        known = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', attributes)}
        name, kind = known.get("name", ""), known.get("type", "")
        if not name or kind in {"submit", "radio"} and "checked" not in attributes:
            continue
        if tag == "select":
            chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', rest)
            yield name, unescape(chosen[1]) if chosen else ""
        elif tag == "textarea":
            yield name, unescape(rest.split("</textarea>")[0].removeprefix("\n"))
        elif kind == "checkbox":
            yield from [(name, "on")] if re.search(r"\bchecked\b", attributes) else []
        else:
            yield name, known.get("value", "")


@pytest.mark.parametrize("kind", PAGES)
def test_a_stale_form_replaces_nothing_by_accident(kind: str, client: Client) -> None:
    edition = make.make_edition("fair")
    page = PAGES[kind](edition)
    make.sign_in(client, make.make_team_member(edition))
    read = client.get(page.shown).content.decode()
    fields = dict(fields_of(read, page.start))
    assert fields["seen"]
    untouched = page.now()
    assert client.post(page.sent, fields | page.one).status_code == 302
    first = page.now()
    assert first != untouched
    entries = Entry.objects.count()
    # The same form, sent by somebody who opened it before: refused, with what they typed and what stands there now.
    late = client.post(page.sent, fields | page.other)
    said = late.content.decode()
    assert (late.status_code, _SENTENCE in said, page.now(), Entry.objects.count()) == (422, True, first, entries)
    again = dict(fields_of(said, page.start))
    assert {name: again.get(name, "") for name in page.other} == page.other
    assert again["seen"] != fields["seen"]
    # Sent again, knowingly, it replaces theirs; sent twice it is one change.
    assert [client.post(page.sent, again).status_code for _ in range(2)] == [302, 302]
    assert page.now() != first


def test_the_same_form_sent_twice_is_one_change(client: Client) -> None:
    edition = make.make_edition("fair")
    page = _category(edition)
    make.sign_in(client, make.make_team_member(edition))
    fields = dict(fields_of(client.get(page.shown).content.decode(), ""))
    assert [client.post(page.sent, fields | page.one).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(action="change category").count() == 1


def test_a_house_that_does_not_look_is_caught(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "require_mark", lambda mark, seen: None)
    with pytest.raises(AssertionError):
        test_a_stale_form_replaces_nothing_by_accident("category", client)


def test_hours_and_notes_are_looked_at_too(client: Client) -> None:
    edition = make.make_edition("fair")
    site = edition.sites.first()
    make.sign_in(client, make.make_team_member(edition))
    path = f"/e/{edition.slug}/manage/sites/{site.slug}/"
    fields = dict(fields_of(client.get(path).content.decode(), '/hours/"'))
    opens = next(name for name in fields if name.startswith("opens-"))
    assert client.post(f"{path}hours/", fields | {opens: "08:00"}).status_code == 302
    late = client.post(f"{path}hours/", fields | {opens: "07:00"})
    assert (late.status_code, _SENTENCE in late.content.decode()) == (422, True)
    row = make.make_showcase(edition, make.make_work(edition))
    item = row.items.get()
    page, sent = f"/e/{edition.slug}/showcases/{row.code}/edit/", f"/e/{edition.slug}/showcases/{row.code}/works/{item.pk}/"
    fields = dict(fields_of(client.get(page).content.decode(), f'id="item-{item.pk}"'))
    name = next(name for name in fields if name.endswith("_en"))
    assert client.post(sent, fields | {name: "See it", "do": "save"}).status_code == 302
    late = client.post(sent, fields | {name: "Skip it", "do": "save"})
    assert (late.status_code, _SENTENCE in late.content.decode(), "Skip it" in late.content.decode()) == (422, True, True)
    item.refresh_from_db()
    assert item.note["texts"]["en"]["text"] == "See it"
