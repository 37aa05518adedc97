"""Whoever saves a form that somebody else has overtaken is told so, keeps what they typed, and replaces nothing by accident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.test import Client

from praya.core.actions import changing
from praya.core.audit.models import Entry
from praya.match.messages.rules import first_contacts_per_day
from praya.match.suggestions.tuning import points_of
from praya.meet.editions.models import Edition, Hall, TeamMember
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
    button: Mapping[str, str] = field(default_factory=dict)


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


def _role(edition: Edition) -> Page:
    row = TeamMember.objects.get(account=make.make_team_member(edition, role="desk"))
    make.make_team_member(edition)
    path = f"/e/{edition.slug}/manage/team/"

    def now() -> tuple[Any, ...]:
        row.refresh_from_db()
        return (row.role,)

    start = f'action="{path}{row.pk}/part/"'
    return Page(path, f"{path}{row.pk}/part/", {"role": "organiser"}, {"role": "desk"}, now, start)


def _tables(edition: Edition) -> Page:
    hall = Hall.objects.filter(site__edition=edition).first()
    assert hall is not None
    sent = f"/e/{edition.slug}/manage/halls/{hall.pk}/tables/"
    shown = f"/e/{edition.slug}/manage/sites/{hall.site.slug}/"
    start = f'action="{sent}"'
    return Page(shown, sent, {"tables": "9"}, {"tables": "4"}, lambda: (hall.tables.count(),), start)


def _weights(edition: Edition) -> Page:
    path = f"/e/{edition.slug}/manage/suggestions/"

    def now() -> tuple[Any, ...]:
        points = points_of(edition.pk)
        return points["genres"], points["rights"]

    return Page(path, f"{path}do/", {"genres": "77"}, {"rights": "66"}, now, 'class="weights"', {"do": "save"})


def _limit(edition: Edition) -> Page:
    path = f"/e/{edition.slug}/manage/abuse/"
    return Page(path, path, {"limit": "3"}, {"limit": "5"}, lambda: (first_contacts_per_day(edition.pk),))


PAGES = {"category": _category, "delegate": _delegate, "edition": _edition, "site": _site, "exhibitor": _exhibitor}
PAGES |= {"showcase": _showcase, "role": _role, "tables": _tables}
MATCH = {"weights": _weights, "limit": _limit}


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


@pytest.mark.parametrize("kind", [*PAGES, *(pytest.param(kind, marks=pytest.mark.needs("match")) for kind in MATCH)])
def test_a_stale_form_replaces_nothing_by_accident(kind: str, client: Client) -> None:
    edition = make.make_edition("fair")
    page = (PAGES | MATCH)[kind](edition)
    make.sign_in(client, make.make_team_member(edition))
    read = client.get(page.shown).content.decode()
    fields = dict(fields_of(read, page.start))
    assert fields["seen"]
    untouched = page.now()
    assert client.post(page.sent, fields | page.button | page.one).status_code == 302
    first = page.now()
    assert first != untouched
    entries = Entry.objects.count()
    # The same form, sent by somebody who opened it before: refused, with what they typed and what stands there now.
    late = client.post(page.sent, fields | page.button | page.other)
    said = late.content.decode()
    assert (late.status_code, _SENTENCE in said, page.now(), Entry.objects.count()) == (422, True, first, entries)
    again = dict(fields_of(said, page.start))
    assert {name: again.get(name, "") for name in page.other} == page.other
    assert again["seen"] != fields["seen"]
    # Sent again, knowingly, it replaces theirs; sent twice it is one change.
    assert [client.post(page.sent, again | page.button).status_code for _ in range(2)] == [302, 302]
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


@pytest.mark.needs("match")
def test_both_values_are_shown_in_words(client: Client) -> None:
    edition = make.make_edition("fair")
    make.sign_in(client, make.make_team_member(edition))
    told = {"role": "Part is now: organiser", "tables": "Tables is now: 9", "weights": "Genres looked for is now: 77"}
    told |= {"limit": "First messages per delegate and day is now: 3", "site": "Short name is now: ONE"}
    for kind, sentence in told.items():
        page = (PAGES | MATCH)[kind](edition)
        fields = dict(fields_of(client.get(page.shown).content.decode(), page.start))
        client.post(page.sent, fields | page.button | page.one)
        assert sentence in client.post(page.sent, fields | page.button | page.other).content.decode()


@pytest.mark.needs("match")
def test_the_usual_weights_replace_nothing_by_accident_and_a_trial_is_free(client: Client) -> None:
    edition = make.make_edition("fair")
    make.sign_in(client, make.make_team_member(edition))
    page = _weights(edition)
    fields = dict(fields_of(client.get(page.shown).content.decode(), page.start))
    client.post(page.sent, fields | page.one | page.button)
    assert (client.post(page.sent, fields | {"do": "reset"}).status_code, page.now()[0]) == (422, 77)
    assert (client.post(page.sent, fields | page.other | {"do": "try"}).status_code, page.now()[0]) == (200, 77)
    fields = dict(fields_of(client.get(page.shown).content.decode(), page.start))
    assert (client.post(page.sent, fields | {"do": "reset"}).status_code, page.now()[0] != 77) == (302, True)


def test_what_is_said_about_a_picture_is_looked_at_too(client: Client) -> None:
    edition = make.make_edition("fair")
    title = make.make_title()
    make.make_work(edition, title)
    row = make.make_picture(title, kind="still")
    make.sign_in(client, make.make_team_member(edition))
    path = f"/e/{edition.slug}/mine/{title.code}/pictures/"
    start = f'action="{path}{row.pk}/"'
    fields = dict(fields_of(client.get(path).content.decode(), start)) | {"do": "save"}
    name = f"alternative-{row.pk}_en"
    assert client.post(f"{path}{row.pk}/", fields | {name: "A lantern", "kind": "poster"}).status_code == 302
    late = client.post(f"{path}{row.pk}/", fields | {name: "A pier"})
    said = late.content.decode()
    assert (late.status_code, _SENTENCE in said, "A pier" in said, "poster ·" in said, "A lantern" in said) == (422, *[True] * 4)
    row.refresh_from_db()
    assert (row.kind, row.alternative["texts"]["en"]["text"]) == ("poster", "A lantern")
    again = dict(fields_of(said, start)) | {"do": "save"}
    assert client.post(f"{path}{row.pk}/", again).status_code == 302
    row.refresh_from_db()
    assert row.alternative["texts"]["en"]["text"] == "A pier"
