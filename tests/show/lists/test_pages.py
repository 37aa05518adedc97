"""Save with one tap, keep lists on their pages, and take them away as sheets."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.show.lists.queries import saved_codes
from tests.builders import (
    SENT_AT,
    make_delegate,
    make_edition,
    make_item_note,
    make_organisation,
    make_shortlist,
    make_title,
    make_work,
    sign_in,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


class Desk:
    """Hold two colleagues with browsers and two works of one edition."""

    def __init__(self) -> None:
        self.edition = make_edition()
        company = make_organisation("Lantern Films")
        self.anna, self.boris = (make_delegate(self.edition, name=name, organisation=company) for name in ("Anna", "Boris"))
        self.client, self.colleague = (sign_in(Client(), one.person.account) for one in (self.anna, self.boris))
        names = [
            {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
            {"text": "In the Mood", "tag": "en", "kind": "international"},
        ]
        title = make_title(names=names, countries=[{"code": "HK"}, {"code": "FR"}], year=2000)
        self.work, self.second = make_work(self.edition, title), make_work(self.edition, make_title("=1+1"))
        self.root = f"/e/{self.edition.slug}/lists/"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_one_tap_saves_and_the_toast_takes_it_back(desk: Desk) -> None:
    code = desk.work.title.code
    answer = desk.client.post(f"{desk.root}add/", {"work": code, "do": "add"}, headers=HTMX)
    text = answer.content.decode()
    assert f'id="save-{code}" name="do" value="remove" aria-pressed="true" hx-swap-oob="true"' in text
    assert "Added to the list Saved." in text
    assert f'action="{desk.root}add/?work={code}&amp;list=&amp;do=remove"' in text
    assert saved_codes(desk.anna) == {code}
    desk.client.post(f"{desk.root}add/?work={code}&list=&do=remove")
    assert saved_codes(desk.anna) == frozenset()
    assert desk.client.post(f"{desk.root}add/", {"work": code})["Location"].startswith(desk.root)
    assert saved_codes(desk.anna) == {code}


def test_a_work_goes_into_another_list_by_its_code(desk: Desk) -> None:
    autumn = make_shortlist(desk.anna, name="Autumn")
    body = {"work": desk.work.title.code, "list": autumn.code}
    text = desk.client.post(f"{desk.root}add/", body, headers=HTMX).content.decode()
    assert ("save-" in text, "Added to the list Autumn." in text) == (False, True)
    assert autumn.items.count() == 1
    desk.client.post(f"{desk.root}add/", {**body, "do": "remove"})
    desk.client.post(f"{desk.root}add/", {**body, "do": "remove"})
    assert autumn.items.filter(is_removed=False).count() == 0


def test_absent_hidden_and_foreign_works_and_lists_are_not_found(desk: Desk) -> None:
    hidden = make_work(desk.edition, make_title("Hidden", level="buyer"))
    elsewhere, theirs = make_work(make_edition()), make_shortlist(desk.boris)
    for code in ("absent", "", hidden.title.code, elsewhere.title.code):
        assert desk.client.post(f"{desk.root}add/", {"work": code}).status_code == 404
    assert desk.client.post(f"{desk.root}add/", {"work": desk.work.title.code, "list": theirs.code}).status_code == 404
    assert desk.client.get(f"{desk.root}{theirs.code}/").status_code == 404
    assert ShortlistItem.objects.count() == 0


def test_a_colleague_cannot_take_out_what_another_added(desk: Desk) -> None:
    shared = make_shortlist(desk.anna, desk.work, shared_with=desk.anna.organisation)
    body = {"work": desk.work.title.code, "list": shared.code, "do": "remove"}
    answer = desk.colleague.post(f"{desk.root}add/", body, follow=True)
    assert "Only whoever began this list, or put this work into it, can take it out." in answer.content.decode()
    assert shared.items.get().is_removed is False


def test_a_list_begins_and_shows_its_works_in_both_scripts(desk: Desk) -> None:
    address = desk.client.post(f"{desk.root}new/", {"name": "Autumn"})["Location"]
    assert "Nothing here yet" in page(desk.client, address)
    shortlist = Shortlist.objects.get(name="Autumn")
    desk.client.post(f"{desk.root}add/", {"work": desk.work.title.code, "list": shortlist.code})
    text = page(desk.client, address)
    assert '<bdi>In the Mood</bdi> <bdi class="name-other" lang="zh-Hant">花樣年華</bdi>' in text
    assert "film · 2000 · completed · Hong Kong, France" in text
    answer = desk.client.post(f"{desk.root}new/", {"name": "x" * 90})
    assert (answer.status_code, "This text is 10 characters too long" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_a_list_take_a_constant_number_of_queries(desk: Desk, django_assert_num_queries, count: int) -> None:
    works = [make_work(desk.edition) for _ in range(count)]
    for _ in range(count):
        shortlist = make_shortlist(desk.anna, *works)
        make_shortlist(desk.boris, *works, shared_with=desk.boris.organisation)
    for item in shortlist.items.all():
        make_item_note(item, desk.anna)
        make_item_note(item, desk.boris, is_shared=True)
    with django_assert_num_queries(5):
        assert page(desk.client, desk.root).count(f"{count} work") == 2 * count
    with django_assert_num_queries(9):
        page(desk.client, f"{desk.root}{shortlist.code}/")
    with django_assert_num_queries(9):
        b"".join(desk.client.get(f"{desk.root}{shortlist.code}/export/csv/").streaming_content)


def test_an_empty_page_says_what_to_do(desk: Desk) -> None:
    assert "Save a work with one tap, and it is here." in page(desk.client, desk.root)


def test_a_shared_list_is_marked_on_both_sides(desk: Desk) -> None:
    shared = make_shortlist(desk.anna, desk.work, name="Autumn")
    answer = desk.client.post(f"{desk.root}{shared.code}/do/", {"do": "share"}, follow=True).content.decode()
    assert "Your colleagues see this list and can add to it." in answer
    assert f'action="{desk.root}{shared.code}/do/?do=unshare"' in answer
    text = page(desk.colleague, desk.root)
    assert ("Shared by colleagues" in text, "Autumn" in text) == (True, True)
    text = page(desk.colleague, f"{desk.root}{shared.code}/")
    assert ("Take out" in text, "Remove this list" in text, "Move up" in text) == (False, False, False)
    desk.client.post(f"{desk.root}{shared.code}/do/?do=unshare")
    assert desk.colleague.get(f"{desk.root}{shared.code}/").status_code == 404


def test_renaming_removing_and_bringing_back(desk: Desk) -> None:
    shortlist = make_shortlist(desk.anna, desk.work, name="Autumn")
    act = f"{desk.root}{shortlist.code}/do/"
    desk.client.post(act, {"do": "rename", "name": "Winter"})
    text = desk.client.post(act, {"do": "remove"}, follow=True).content.decode()
    assert f'action="{act}?do=restore"' in text
    assert desk.client.get(f"{desk.root}{shortlist.code}/").status_code == 404
    assert "Winter" in desk.client.post(f"{act}?do=restore", follow=True).content.decode()
    assert desk.client.post(act, {"do": "restore"}).status_code == 404
    assert desk.client.post(act, {"do": "explode"}).status_code == 404
    answer = desk.client.post(act, {"do": "rename", "name": ""})
    assert (answer.status_code, "Write something first." in answer.content.decode()) == (422, True)


def test_order_notes_and_taking_out_are_plain_forms(desk: Desk) -> None:
    shortlist = make_shortlist(desk.anna, desk.work, desk.second)
    first, second = shortlist.items.all()
    act = f"{desk.root}{shortlist.code}/item/"
    answer = desk.client.post(act, {"item": second.pk, "do": "up"})
    assert answer["Location"] == f"{desk.root}{shortlist.code}/#i-{second.pk}"
    assert list(shortlist.items.values_list("pk", flat=True)) == [second.pk, first.pk]
    desk.client.post(act, {"item": first.pk, "do": "note", "note": "Ask again", "for": "list"})
    assert ItemNote.objects.values_list("text", "is_shared").get() == ("Ask again", True)
    text = desk.client.post(act, {"item": first.pk, "do": "remove"}, follow=True).content.decode()
    assert f'action="{act}?item={first.pk}&amp;do=restore"' in text
    desk.client.post(f"{act}?item={first.pk}&do=restore")
    assert shortlist.items.filter(is_removed=False).count() == 2
    for body in ({"item": first.pk, "do": "x"}, {"item": "x", "do": "up"}, {"item": "9" * 30, "do": "up"}, {"do": "up"}):
        assert desk.client.post(act, body).status_code == 404
    elsewhere = make_shortlist(desk.anna, desk.work).items.get()
    assert desk.client.post(act, {"item": elsewhere.pk, "do": "up"}).status_code == 404
    answer = desk.client.post(act, {"item": first.pk, "do": "note", "note": "x" * 2001})
    assert (answer.status_code, "This text is 1 character too long" in answer.content.decode()) == (422, True)


def test_a_work_no_longer_shown_names_nothing_on_page_and_sheet(desk: Desk) -> None:
    shortlist = make_shortlist(desk.anna, desk.work, desk.second)
    type(desk.work).objects.filter(pk=desk.work.pk).update(status="withdrawn")
    text = page(desk.client, f"{desk.root}{shortlist.code}/")
    sheet = b"".join(desk.client.get(f"{desk.root}{shortlist.code}/export/csv/").streaming_content).decode()
    for found in (text, sheet):
        assert "no longer shown" in found
        assert ("In the Mood" in found, "花樣年華" in found, desk.work.title.code in found) == (False, False, False)


def test_a_sheet_holds_what_its_reader_sees_and_runs_nothing(desk: Desk) -> None:
    shortlist = make_shortlist(desk.anna, desk.work, desk.second, shared_with=desk.anna.organisation)
    first, second = shortlist.items.all()
    make_item_note(first, desk.boris, "=cmd()", is_shared=True)
    make_item_note(first, desk.anna, "Annas own")
    make_item_note(second, desk.boris, "Boris own")
    sheet = b"".join(desk.client.get(f"{desk.root}{shortlist.code}/export/csv/").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[0][:3] == ["Title", "Other names", "Kind"]
    assert rows[1] == [
        "In the Mood",
        "花樣年華",
        "film",
        "completed",
        "2000",
        "Hong Kong, France",
        "",
        desk.work.title.code,
        "Anna",
        "2027-02-01 03:00",
        "Boris: =cmd()",
        "Annas own",
    ]
    assert (rows[2][0], "Boris own" in sheet) == ("'=1+1", False)
    book = desk.client.get(f"{desk.root}{shortlist.code}/export/xlsx/")
    assert book["Content-Disposition"].endswith('-list.xlsx"')
    assert b"".join(book.streaming_content)[:2] == b"PK"
    assert desk.client.get(f"{desk.root}{shortlist.code}/export/pdf/").status_code == 404


@pytest.mark.needs("match")
def test_the_parts_for_other_pages_need_no_query(desk: Desk, django_assert_num_queries, rf) -> None:
    from django.template.loader import render_to_string

    from praya.meet.accreditation.visits import EditionVisit
    from praya.show.lists.queries import choices

    visit = EditionVisit(desk.edition, [], desk.anna.person.account)
    assert visit.delegate == desk.anna
    saved, chosen = saved_codes(desk.anna), choices(desk.anna, desk.work.title.code)
    context = {"visit": visit, "code": desk.work.title.code, "is_saved": desk.work.title.code in saved, "choices": chosen}
    with django_assert_num_queries(0):
        text = render_to_string("show/lists/_save.html", context)
        render_to_string("show/lists/_choose.html", context)
        write = render_to_string("match/messages/_write.html", {"visit": visit, "code": desk.boris.code, "work": "abc"})
        own = render_to_string("match/messages/_write.html", {"visit": visit, "code": desk.anna.code})
    assert 'aria-pressed="false"' in text
    assert f'href="/e/{desk.edition.slug}/messages/to/{desk.boris.code}/?work=abc"' in write
    assert own.strip() == ""


def test_a_list_saved_at_one_edition_is_not_read_at_another(desk: Desk) -> None:
    later = make_edition()
    again = make_delegate(later, person=desk.anna.person, organisation=desk.anna.organisation)
    shortlist = make_shortlist(desk.anna, desk.work)
    assert desk.client.get(f"/e/{later.slug}/lists/{shortlist.code}/").status_code == 404
    assert saved_codes(again) == frozenset()
    assert shortlist.items.get().added_at == SENT_AT
