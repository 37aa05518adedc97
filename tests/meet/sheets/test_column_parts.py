"""A person says in which row the headings stand, and what the parts of a column are that holds several things."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.sheets.messages import SheetError
from praya.meet.accreditation.models import Delegate
from praya.meet.sheets import actions
from praya.meet.sheets.columns_said import word_name
from praya.meet.sheets.models import SheetImport
from tests.meet.sheets.test_columns import unclear
from tests.meet.sheets.test_good_rows import take
from tests.meet.sheets.test_pages import organiser, page, upload, work_off

pytestmark = pytest.mark.django_db
TITLED = (
    "Market 2027,by hand,\nas of May,,\nWho they are,Contact,Kind\nMei Chan,mei@example.org,Guests\nBo Ek,bo@example.org,Guests\n"
)
SEVERAL = '"Name, company","email; phone",Kind\n"Mei Chan, Harbour","mei@example.org; +852 5550 0100",buyer\n'
SEVERAL += '"José, Cais, Lda",jose@example.org; +351 210 000 000,buyer\nBo Ek,bo@example.org,buyer\n'


def address(kept: SheetImport) -> str:
    return reverse("manage_import_columns", args=["fair", kept.code])


def fields_of(shown: str) -> dict[str, str]:
    """Return what a browser would send of a page's form."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", shown):
        words = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        is_off = words.get("type") == "checkbox" and " checked" not in tag
        if words.get("name", "csrfmiddlewaretoken") != "csrfmiddlewaretoken" and not is_off:
            found[words["name"]] = unescape(words.get("value", "on" if words.get("type") == "checkbox" else ""))
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', shown, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[0])
    return {name: word for name, word in found.items() if name == "seen" or "s0-" in name}


def alerts(answer: Any) -> list[str]:
    """Return what an answer says is wrong."""
    return [unescape(words).strip() for words in re.findall(r'role="alert">(?:\s*<p>)?([^<]*)<', answer.content.decode())]


def opened(client: Client, kept: SheetImport) -> dict[str, str]:
    return fields_of(client.get(address(kept)).content.decode())


def send(client: Client, kept: SheetImport, words: dict[str, str]) -> Any:
    return client.post(address(kept), words)


def looked(client: Client, kept: SheetImport, words: dict[str, str], show: str = "1") -> dict[str, str]:
    """Return the fields of the page after its reader asked to see what it says now."""
    answer = send(client, kept, {**words, "show": show})
    assert answer.status_code == 200
    return fields_of(answer.content.decode())


def test_headings_are_read_from_the_row_that_is_said_and_nothing_else_is_lost(client: Client) -> None:
    organiser(client)
    kept = unclear(client, TITLED)
    words = opened(client, kept)
    assert (words["s0-kind"], words["s0-head_row"]) == ("delegates", "3")
    # What the page took for the headings is wrong; whatever was said by hand stays when another row is read.
    wrong = looked(client, kept, {**words, "s0-head_row": "1"})
    assert (wrong["s0-head_row"], wrong["s0-column_0"]) == ("1", "")
    wrong |= {"s0-same_site": "HKG", "s0-column_0": "name"}
    right = looked(client, kept, {**wrong, "s0-head_row": "3"})
    facts = {key: right[f"s0-{key}"] for key in ("head_row", "has_heads", "column_0", "column_1", "same_site")}
    assert facts == {"head_row": "3", "has_heads": "on", "column_0": "name", "column_1": "email", "same_site": "HKG"}
    right = looked(client, kept, {**right, "s0-column_2": "category"})
    word = f"s0-{word_name('2', 'Guests')}"
    right = looked(client, kept, {**right, word: "buyer"})
    assert right[word] == "buyer"
    assert send(client, kept, right).status_code == 302
    work_off()
    take(client, kept, only="")
    assert set(Delegate.objects.values_list("person__name", "category__slug")) == {("Mei Chan", "buyer"), ("Bo Ek", "buyer")}
    again = unclear(client, "a,b\n" * 12 + TITLED.replace("Mei Chan,mei@", "Ana,ana@"))
    assert (again.status, again.counts, again.sheets[0]["head_row"]) == ("checked", {"new": 1, "unchanged": 1}, 15)


def test_another_row_that_is_sent_at_once_is_shown_first(client: Client) -> None:
    organiser(client)
    kept = unclear(client, TITLED)
    words = opened(client, kept)
    answer = send(client, kept, {**words, "s0-head_row": "1"})
    shown = answer.content.decode()
    assert (answer.status_code, "Look at what each one is, then check the file anew." in shown) == (422, True)
    assert fields_of(shown)["s0-head_row"] == "1"
    kept.refresh_from_db()
    assert (kept.status, kept.layouts) == ("unclear", {})
    # A row that the sheet has not is none.
    assert send(client, kept, {**words, "s0-head_row": "4711"}).status_code == 422


def test_headings_below_the_rows_that_are_listed_are_named_by_the_number_of_their_row(client: Client) -> None:
    organiser(client)
    kept = unclear(client, "note,\n" * 44 + TITLED)
    words = looked(client, kept, {**opened(client, kept), "s0-kind": "delegates"})
    said = {"s0-same_site": "HKG", "s0-column_0": "name"}
    fault = "Row 4711 holds nothing, or stands below the first thousand rows."
    # Whether it is looked at first or sent at once: nothing that was typed is lost, and nothing is read otherwise.
    for show in ({"show": "1"}, {}):
        answer = send(client, kept, {**words, **said, "s0-other_row": "4711", **show})
        assert answer.status_code == (200 if show else 422)
        assert [said.startswith(fault) for said in alerts(answer)].count(True) == 1
        again = fields_of(answer.content.decode())
        assert [again[f"s0-{key}"] for key in ("head_row", "other_row", "same_site")] == [words["s0-head_row"], "4711", "HKG"]
    kept.refresh_from_db()
    assert (kept.status, kept.layouts) == ("unclear", {})
    words = looked(client, kept, {**again, "s0-column_0": "", "s0-other_row": "47"})
    facts = {key: words[f"s0-{key}"] for key in ("head_row", "other_row", "column_0", "column_1", "same_site")}
    assert facts == {"head_row": "47", "other_row": "", "column_0": "", "column_1": "email", "same_site": "HKG"}
    assert send(client, kept, {**words, "s0-column_0": "name"}).status_code == 302
    work_off()
    take(client, kept, only="")
    assert set(Delegate.objects.values_list("person__name", flat=True)) == {"Mei Chan", "Bo Ek"}
    other = unclear(client, "note,\n" * 60 + TITLED)
    assert (other.status, other.counts, other.sheets[0]["head_row"]) == ("checked", {"unchanged": 2}, 63)


def test_no_row_holds_the_headings(client: Client) -> None:
    organiser(client)
    kept = unclear(client, "Market 2027,,\nMei Chan,mei@example.org,buyer\nBo Ek,bo@example.org,buyer\n")
    words = opened(client, kept)
    words = looked(client, kept, {key: word for key, word in words.items() if key != "s0-has_heads"} | {"s0-head_row": "2"})
    assert ("s0-has_heads" in words, words["s0-column_1"]) == (False, "email")
    said = {**words, "s0-column_0": "name", "s0-column_2": "category", "s0-same_site": "HKG"}
    answer = send(client, kept, said)
    assert (answer.status_code, alerts(answer)) == (302, [])
    work_off()
    kept.refresh_from_db()
    assert (kept.counts, kept.sheets[0]["head_row"], kept.sheets[0]["has_heads"]) == ({"new": 2}, 2, False)
    assert opened(client, kept) == {**said, "seen": kept.job} | {
        f"initial-s0-column_{place}": key for place, key in enumerate(("name", "email", "category"))
    }


def test_a_column_that_holds_several_things_is_parted_and_so_is_the_next_file(client: Client) -> None:
    organiser(client)
    kept = unclear(client, SEVERAL)
    shown = client.get(address(kept)).content.decode()
    assert re.findall(r'name="show" value="(s0[^"]*)"', shown) == ["s0-0-comma", "s0-1-semicolon"]
    words = looked(client, kept, fields_of(shown), "s0-0-comma")
    parts = {key: words[f"s0-{key}"] for key in ("column_0", "column_0_0", "column_0_1", "by_0", "into_0")}
    assert parts == {"column_0": "*", "column_0_0": "name", "column_0_1": "organisation", "by_0": "comma", "into_0": "2"}
    words = looked(client, kept, {**words, "s0-column_2": "category", "s0-same_site": "HKG"}, "s0-1-semicolon")
    assert (words["s0-column_1_0"], words["s0-column_2"], words["s0-same_site"]) == ("email", "category", "HKG")
    words |= {"s0-column_1_1": "phone"}
    assert send(client, kept, words).status_code == 302
    work_off()
    kept.refresh_from_db()
    assert (kept.status, kept.counts) == ("checked", {"new": 3})
    assert "was parted, as in “Mei Chan, Harbour”: Mei Chan | Harbour." in page(client, kept)
    assert {**opened(client, kept), "seen": ""} == {**words, "seen": ""} | {"initial-s0-column_0": "*"} | {
        f"initial-{key}": word for key, word in words.items() if key.startswith("s0-column")
    }
    take(client, kept, only="")
    people = set(Delegate.objects.values_list("person__name", "organisation__name"))
    assert people == {("Mei Chan", "Harbour"), ("José", "Cais, Lda"), ("Bo Ek", None)}
    later = unclear(client, SEVERAL.replace("Mei Chan, Harbour", "Ana Sá, Praia").replace("mei@", "ana@"))
    assert (later.status, later.counts) == ("checked", {"new": 1, "unchanged": 2})


def test_by_what_and_into_how_many_is_said(client: Client) -> None:
    organiser(client)
    kept = unclear(client, "Who,Where to write\nMei * Harbour * HK,mei@example.org\nBo * Cais * PT,bo@example.org\n")
    words = looked(client, kept, {**opened(client, kept), "s0-column_0": "*"})
    assert (words["s0-by_0"], words["s0-into_0"]) == ("space", "5")
    words = looked(client, kept, {**words, "s0-by_0": "other", "s0-other_0": "*"})
    assert (words["s0-other_0"], words["s0-into_0"], "s0-column_0_2" in words) == ("*", "3", True)
    # What was never shown is not taken; what was left out as a whole is asked for.
    answer = send(client, kept, {**words, "s0-into_0": "2"})
    words = fields_of(answer.content.decode())
    assert (answer.status_code, words["s0-into_0"], "s0-column_0_2" in words) == (422, "2", False)
    answer = send(client, kept, words)
    asked = "Say what the parts of Who are, or leave the whole column out."
    assert (answer.status_code, asked in answer.content.decode()) == (422, True)
    words |= {"s0-column_0_0": "name", "s0-column_0_1": "organisation", "s0-same_category": "buyer", "s0-same_site": "HKG"}
    assert send(client, kept, words).status_code == 302
    work_off()
    take(client, kept, only="")
    assert set(Delegate.objects.values_list("person__name", "organisation__name")) == {
        ("Mei", "Harbour * HK"),
        ("Bo", "Cais * PT"),
    }


def test_the_rest_of_a_parted_file_is_mended_and_comes_back(client: Client) -> None:
    organiser(client)
    kept = unclear(client, SEVERAL.replace("jose@", "jose@@"))
    words = looked(client, kept, {**opened(client, kept), "s0-head_row": "1"}, "s0-0-comma")
    words = looked(client, kept, words, "s0-1-semicolon") | {"s0-column_2": "category", "s0-same_site": "HKG"}
    words |= {"s0-column_1_0": "email", "s0-column_1_1": ""}
    answer = send(client, kept, words)
    assert (answer.status_code, alerts(answer)) == (302, [])
    work_off()
    take(client, kept)
    rest = SheetImport.objects.get(rest_of=kept)
    assert (rest.status, rest.counts, rest.layouts["delegates"]["splits"]) == ("checked", {"fault": 1}, {})
    assert "email; phone: e-mail" in page(client, rest)


def test_what_is_asked_for_a_kind_that_was_left_out(client: Client) -> None:
    organiser(client)
    kept = unclear(client, TITLED)
    words = looked(client, kept, {**opened(client, kept), "s0-kind": ""})
    assert "s0-column_0" not in words
    answer = send(client, kept, {**words, "s0-kind": "delegates"})
    back = fields_of(answer.content.decode())
    assert (answer.status_code, back["s0-has_heads"], back["s0-column_1"]) == (422, "on", "email")


def test_a_file_that_cannot_be_read_any_more_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser(client)
    kept = unclear(client, TITLED)
    words = opened(client, kept)

    def late(_kept: SheetImport) -> None:
        raise SheetError("timeout", "Reading took too long.")

    monkeypatch.setattr(actions, "sheets_of", late)
    answer = client.post(address(kept), {**words, "s0-head_row": "1"}, follow=True)
    assert "Reading took too long." in answer.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        {"s0-head_row": "x", "show": "s0-999-comma"},
        {"show": "s0-x-comma"},
        {"show": "s9-0-comma"},
        {"s0-shown": "delegates|[[", "s0-column_7": "*"},
        {"s0-column_0": "*", "s0-by_0": "nothing", "s0-into_0": "99999", "show": "1"},
        {"s0-column_0": "name:<b>", "show": "1"},
    ],
)
def test_nonsense_is_answered_with_the_page(client: Client, words: dict[str, str]) -> None:
    organiser(client)
    kept = unclear(client, TITLED)
    assert send(client, kept, {**opened(client, kept), **words}).status_code in {200, 422}


def test_a_known_column_is_parted_only_where_its_heading_says_so(client: Client) -> None:
    organiser(client)
    upload(client, "name,e-mail,category,site\nMei; Chan,mei@example.org,buyer,hk\nBo; Ek,bo@example.org,buyer,hk\n")
    work_off()
    kept = SheetImport.objects.get()
    assert 'value="s0-0-' not in client.get(address(kept)).content.decode()
