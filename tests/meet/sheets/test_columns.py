"""A person says what the columns of a file are, once: the file is checked anew, and the next one like it is read likewise."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.sheets.layouts import Layout, laid_out, remembered, signature
from praya.core.sheets.reading import RawSheet
from praya.meet.accreditation.models import Delegate
from praya.meet.registration.sheet import DELEGATES, ORGANISATIONS
from praya.meet.sheets.columns_said import word_name
from praya.meet.sheets.models import SheetImport
from tests.builders import make_edition, make_team_member, sign_in
from tests.meet.sheets.test_good_rows import people, take
from tests.meet.sheets.test_pages import organiser, page, upload, work_off

pytestmark = pytest.mark.django_db
ODD = "Who,Where to write,Firm,Kind of pass\nMei Chan,mei@example.org,Harbour,buyer\nJosé,jose@example.org,Cais,buyer\n"
SAID = {"s0-kind": "delegates", "s0-has_heads": "on", "s0-column_0": "name", "s0-column_1": "email"}
SAID |= {"s0-column_2": "organisation", "s0-column_3": "category", "s0-same_site": "HKG"}


def unclear(client: Client, text: str = ODD) -> SheetImport:
    upload(client, text, f"odd{SheetImport.objects.count()}.csv")
    work_off()
    return SheetImport.objects.latest("pk")


def say(client: Client, kept: SheetImport, **changed: str) -> Any:
    words = {key: word for key, word in {**SAID, **changed}.items() if word is not None}
    return client.post(reverse("manage_import_columns", args=["fair", kept.code]), words)


def test_a_file_that_nobody_recognises_is_kept_and_asked_about(client: Client) -> None:
    organiser(client)
    kept = unclear(client)
    assert (kept.status, kept.file is not None) == ("unclear", True)
    shown = page(client, kept)
    assert "Say what the columns are" in shown
    asked = client.get(reverse("manage_import_columns", args=["fair", kept.code])).content.decode()
    assert ("Where to write" in asked, "mei@example.org" in asked) == (True, True)
    # A column of addresses tells that the rows are people, and which column holds them.
    assert (kept.sheets[0]["kind"], kept.sheets[0]["columns"]) == ("delegates", {"1": "email", "2": "organisation"})


def test_what_is_said_is_read_and_remembered_for_the_next_file(client: Client) -> None:
    organiser(client)
    kept = unclear(client)
    assert say(client, kept)["Location"] == reverse("manage_import_file", args=["fair", kept.code])
    work_off()
    kept.refresh_from_db()
    assert (kept.status, kept.counts) == ("checked", {"new": 2})
    take(client, kept, only="")
    assert people() == {"Mei Chan", "José"}
    assert set(Delegate.objects.values_list("organisation__name", "category__slug", "site__short_name")) == {
        ("Harbour", "buyer", "HKG"),
        ("Cais", "buyer", "HKG"),
    }
    kept.refresh_from_db()
    assert kept.sheets == []
    again = unclear(client, ODD.replace("Mei Chan,mei@", "Bo Ek,bo@").replace("Who,", "WHO ,"))
    assert (again.status, again.counts) == ("checked", {"new": 1, "unchanged": 1})
    said = "The columns are read as those of an earlier file with the same headings were."
    assert (kept.remarks_read, again.remarks_read) == ([], [said])


def test_nothing_is_remembered_for_another_market(client: Client) -> None:
    organiser(client)
    kept = unclear(client)
    say(client, kept)
    work_off()
    take(client, kept, only="")
    SheetImport.objects.update(edition=make_edition("other"))
    assert unclear(client).status == "unclear"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"s0-column_2": "name"}, "The columns Who, Firm are both said to be name; leave one of them out."),
        ({"s0-column_0": ""}, "Say which column is name; without it no row can be taken."),
        ({"s0-kind": ""}, "Say of one sheet at least what it contains."),
    ],
)
def test_what_makes_no_sense_is_named_and_nothing_is_lost(client: Client, changed: dict[str, str], words: str) -> None:
    organiser(client)
    kept = unclear(client)
    answer = say(client, kept, **changed)
    assert (answer.status_code, words in answer.content.decode().replace("&#x27;", "'")) == (422, True)
    kept.refresh_from_db()
    assert (kept.status, kept.layouts) == ("unclear", {})


def test_another_kind_shows_its_own_fields_before_anything_is_read(client: Client) -> None:
    organiser(client)
    kept = unclear(client)
    answer = say(client, kept, **{"s0-kind": "organisations", "show": "1"})
    shown = answer.content.decode()
    assert (answer.status_code, 'value="website"' in shown, 'value="job_title"' in shown) == (200, True, False)
    kept.refresh_from_db()
    assert kept.status == "unclear"


def test_a_file_without_headings_and_with_names_in_halves(client: Client) -> None:
    organiser(client)
    kept = unclear(client, "Mei,Chan,mei@example.org\n大文,陳,bo@example.org\n")
    halves = {"s0-column_0": "name/given", "s0-column_1": "name/family", "s0-column_2": "email", "s0-column_3": None}
    say(client, kept, **{**halves, "s0-has_heads": None, "s0-same_category": "buyer"})  # type: ignore[arg-type]
    work_off()
    kept.refresh_from_db()
    take(client, kept, only="")
    assert people() == {"Mei Chan", "陳大文"}


def test_columns_that_were_recognised_can_be_changed(client: Client) -> None:
    organiser(client)
    upload(client, "name,e-mail,category,site,nickname\nMei,mei@example.org,buyer,hk,Mei Chan\n")
    work_off()
    kept = SheetImport.objects.get()
    assert "Change what the columns are" in page(client, kept)
    words = {"s0-column_0": "", "s0-column_1": "email", "s0-column_2": "category", "s0-column_3": "site", "s0-column_4": "name"}
    say(client, kept, **words)
    work_off()
    kept.refresh_from_db()
    take(client, kept, only="")
    assert people() == {"Mei Chan"}


def test_what_is_being_imported_or_was_is_not_read_anew(client: Client) -> None:
    organiser(client)
    kept = unclear(client)
    say(client, kept)
    work_off()
    take(client, kept, only="")
    assert say(client, kept).status_code == 302
    kept.refresh_from_db()
    assert kept.status == "applied"


def test_the_rest_of_a_file_is_read_as_the_file_was(client: Client) -> None:
    organiser(client)
    kept = unclear(client, ODD.replace("jose@", "jose@@"))
    say(client, kept)
    work_off()
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (rest.status, rest.counts, people()) == ("checked", {"fault": 1}, {"Mei Chan"})


def test_nobody_else_says_what_a_file_is(client: Client) -> None:
    edition = organiser(client)
    kept = unclear(client)
    other = Client()
    sign_in(other, make_team_member(edition))
    assert say(other, kept).status_code == 404


def test_a_layout_is_found_in_whichever_row_its_headings_stand() -> None:
    heads = ["Who", "Where to write"]
    layout = Layout("delegates", 1, signature(heads), {0: "name", 1: "email"}, {"site": "hk"})
    raw = RawSheet("x", [(1, ["Market 2027"]), (3, ["WHO", "where-to write"]), (4, ["Mei", "a@b.c"])])
    found = remembered(raw, {layout.signature: layout})
    assert found is not None
    table = laid_out(raw, [ORGANISATIONS, DELEGATES], found)
    assert table is not None
    assert (table.head_row, table.rows, table.cell(["Mei", "a@b.c"], "site")) == (3, [(4, ["Mei", "a@b.c"])], "hk")
    assert (Layout.of(layout.as_json()), laid_out(raw, [DELEGATES], Layout())) == (layout, None)
    assert remembered(RawSheet("x", [(1, ["one", "two"])]), {layout.signature: layout}) is None


def test_words_that_a_column_does_not_know_are_said_once_for_all_rows(client: Client) -> None:
    organiser(client)
    tickets = "name,e-mail,ticket type,site\nMei,mei@example.org,Early Bird Buyers,hk\nBo,bo@example.org,EARLY BIRD  BUYERS,hk\n"
    upload(client, tickets + "Ana,ana@example.org,Staff,hk\n", "tickets.csv")
    work_off()
    kept = SheetImport.objects.get()
    assert kept.counts == {"fault": 3}
    address = reverse("manage_import_columns", args=["fair", kept.code])
    assert "2 words of closed lists are not known." in page(client, kept)
    shown = client.get(address).content.decode()
    told = ("What the words in category mean", "Early Bird Buyers", "not known: rows with it wait")
    assert [words for words in told if words not in shown] == []
    words = {"s0-kind": "delegates", "s0-has_heads": "on", "s0-column_0": "name", "s0-column_1": "email"}
    words |= {"s0-column_2": "category", "s0-column_3": "site"}
    asked = client.post(address, words)
    assert (asked.status_code, "Say also what the words in category mean" in asked.content.decode()) == (422, True)
    meant = {"Early Bird Buyers": "buyer", "Staff": ""}
    client.post(address, {**words, **{f"s0-{word_name('2', text)}": word for text, word in meant.items()}})
    work_off()
    kept.refresh_from_db()
    assert kept.counts == {"new": 2, "fault": 1}
    take(client, kept)
    assert set(Delegate.objects.values_list("person__name", "category__slug")) == {("Mei", "buyer"), ("Bo", "buyer")}
    upload(client, tickets.replace("mei@", "eva@").replace("Mei", "Eva"), "later.csv")
    work_off()
    assert SheetImport.objects.get(name="later.csv").counts == {"new": 1, "unchanged": 1}


def test_a_word_that_is_like_a_known_one_is_proposed(client: Client) -> None:
    organiser(client)
    upload(client, "name,e-mail,ticket type,site\nMei,mei@example.org,Buyers,Hong Kong\n", "tickets.csv")
    work_off()
    kept = SheetImport.objects.get()
    shown = client.get(reverse("manage_import_columns", args=["fair", kept.code])).content.decode()
    assert 'value="buyer" selected' in shown


def test_a_sheet_with_addresses_is_never_taken_for_something_without_people(client: Client) -> None:
    organiser(client)
    kept = unclear(client, "Attendee,Contact,Organisation,Country\nMei,mei@example.org,Harbour,HK\nBo,bo@example.org,Cais,PT\n")
    assert (kept.status, kept.sheets[0]["kind"]) == ("checked", "delegates")
    firms = unclear(client, "Name,Country,Website\nHarbour,HK,https://harbour.example\n")
    assert (firms.status, firms.sheets[0]["kind"]) == ("checked", "organisations")
