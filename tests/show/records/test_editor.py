"""Edit a work page by page: whatever is typed is kept, whatever is wrong is said, whatever is another's stays theirs."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.catalogue.models import Draft, Title
from praya.core.catalogue.sections import PARTS, SECTIONS
from praya.core.texts.reading import write
from tests import builders as make
from tests.show.records.market import Company, errors_on, rows, seen_on, text_of

pytestmark = pytest.mark.django_db


class Form(HTMLParser):
    """Collect the fields of a page as a browser sends them."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.area, self.choice = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.sent.append((name, given.get("value") or ""))
        elif tag == "textarea":
            self.area = name
            self.sent.append((name, ""))
        elif tag == "select":
            self.choice = name
        elif tag == "option" and self.choice and "selected" in given:
            self.sent.append((self.choice, given.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[-1] = (self.area, self.sent[-1][1] + data)


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.mark.parametrize("section", [section.key for section in SECTIONS])
def test_every_page_opens_and_saves_what_it_shows(company: Company, section: str) -> None:
    """Post each page as a browser would: nothing may change by only opening and saving it."""
    make_full(company)
    before = company.document()

    form = Form()
    form.feed(text_of(company.open(section)))
    body: dict[str, list[str]] = {}
    for name, value in form.sent:
        if name not in {"csrfmiddlewaretoken", "query", "q"} and not name.endswith("_fresh"):
            body.setdefault(name, []).append(value)
    answer = company.client.post(f"{company.root}edit/{section}/", {**body, "do": "save"})
    assert (answer.status_code, errors_on(answer)) == (302, [])
    assert company.document() == before


@pytest.mark.parametrize(("do", "readings"), [("save", 1), ("keep", 2)])
def test_a_save_reads_the_work_again_only_where_it_shows_it(company: Company, do: str, readings: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        company.client.post(f"{company.root}edit/facts/", {"kind": "film", "stage": "idea", "do": do})
    by_code = [one["sql"] for one in asked.captured_queries if f'"core_title"."code" = \'{company.title.code}\'' in one["sql"]]
    assert len(by_code) == readings


def make_full(company: Company) -> None:
    """Fill every part of the company's work."""
    person = company.people[0].person
    document = company.document() | {
        "names": [
            {"text": "花樣年華", "tag": "yue", "kind": "original", "level": "public"},
            {"text": "Fa yeung nin wa", "tag": "zh-Latn", "kind": "romanised", "level": "buyer"},
        ],
        "year": 2000,
        "minutes": 98,
        "is_runtime_confirmed": True,
        "genres": ["drama", "romance"],
        "themes": ["1960s", "旗袍"],
        "languages": ["yue", "cmn", "fr"],
        "countries": [{"code": "HK", "share": 60}, {"code": "CG", "share": None}],
        "logline": write({"en": "One", "zh-Hant": "一"}),
        "synopsis": write({"en": "Two\n\nlines", "fr": "Deux"}),
        "statement": {},
        "rights": {},
        "credits": [
            {"role": "director", "name": "Wong", "note": "", "person": person.code, "organisation": ""},
            {"role": "production", "name": "Jet Tone", "note": "x", "person": "", "organisation": ""},
        ],
        "seeking": [{"what": "finance", "where": ["CA", "FR"], "note": "soon"}],
        "currency": "HKD",
        "budget_low": 100_000_000,
        "budget_high": 200_000_000,
        "secured_low": 0,
        "secured_high": 0,
        "versions": [{"tag": "en", "is_dubbed": False, "is_subtitled": True, "is_audio_described": False}],
        "materials": [{"kind": "deck", "label": "Deck", "address": "https://example.org/d", "level": "buyer"}],
        "prizes": [{"prize": "Best actor", "event": "Cannes", "year": 2000, "country": "FR"}],
        "showings": [{"event": "Cannes", "place": "Cannes", "country": "FR", "on": "2000-05-20", "is_public": True}],
        "identifiers": {"imdb": "tt0118694"},
        "visibility": dict.fromkeys(PARTS, "badge"),
    }
    Draft.objects.create(title=company.title, document=document)


def test_a_page_is_saved_as_a_draft_and_leads_on(company: Company) -> None:
    answer = company.post("facts", kind="film", stage="completed", year="2000", themes="1960s、旗袍", do="next")
    assert (answer.status_code, answer["Location"]) == (302, f"{company.root}edit/texts/")
    assert (company.document()["year"], company.document()["themes"], company.fresh().year) == (2000, ["1960s", "旗袍"], 2025)
    assert company.post("readers", level="badge", do="next")["Location"] == company.root


def test_three_languages_are_written_with_their_provenance(company: Company) -> None:
    company.post("texts", **{"logline_en": "One sentence", "logline_zh-Hant": "一句話", "logline_ar": "جملة", "do": "save"})
    stored = company.document()["logline"]
    assert (stored["source"], {tag: entry["text"] for tag, entry in stored["texts"].items()}) == (
        "en",
        {"en": "One sentence", "zh-Hant": "一句話", "ar": "جملة"},
    )
    company.post("texts", **{"logline_en": "Another", "logline_zh-Hant": "一句話", "logline_ar": "جملة أخرى", "do": "save"})
    stored = company.document()["logline"]["texts"]
    assert [bool(stored[tag].get("stale")) for tag in ("en", "zh-Hant", "ar")] == [False, True, False]
    page = text_of(company.open("texts"))
    assert page.count("the source has changed since") == 1
    company.post("texts", **{"logline_en": "Another", "logline_zh-Hant": "一句話", "logline_zh-Hant_fresh": "1", "do": "save"})
    assert "stale" not in company.document()["logline"]["texts"]["zh-Hant"]
    company.post("texts", **{"logline_en": "", "do": "save"})
    assert company.document()["logline"]["source"] != "en"


@pytest.mark.parametrize(
    ("part", "typed", "sentence"),
    [
        (
            "identifiers",
            {"identifiers.eidr": "10.5240/7EC7-228A-510A-053E-CBB8-K"},
            "The check character of this EIDR should be J, not K: one of its digits is mistyped.",
        ),
        ("facts", {"kind": "film", "stage": "idea", "year": "soon"}, "Type a whole number from 1888 to 2100."),
        (
            "money",
            {"currency": "USD", "budget_low": "a lot", "budget_high": "5"},
            "Type a whole number from 0 to 1000000000000000.",
        ),
        ("texts", {"synopsis_en": "x" * 20_001}, "This text has 20001 characters; 20000 are the most."),
        (
            "texts",
            {"logline_en": "evil\u202egnp"},
            "A character here cannot be shown (a control or direction sign). Type the text again.",
        ),
        (
            "texts",
            {"logline_en": "un\U000e01f0assigned"},
            "A character here cannot be shown (a control or direction sign). Type the text again.",
        ),
        (
            "credits",
            rows("credits", *[{"role": "cast", "name": f"A{n}"} for n in range(201)]),
            "There are 201 rows; 200 are the most.",
        ),
        (
            "names",
            rows("names", {"text": "A", "tag": "Elvish", "kind": "original", "level": "public"}),
            "“Elvish” is no language we know. Choose one of the list, or type a tag such as zh-Hant or yue.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(
    company: Company, part: str, typed: dict[str, str], sentence: str
) -> None:
    answer = company.post(part, **typed, do="save")
    assert answer.status_code == 422
    assert errors_on(answer) == [sentence]
    again = text_of(company.open(part))
    for value in list(typed.values())[:3]:
        assert value.replace("\u202e", "\u202e") in again
    assert text_of(company.client.get(company.root)).count("To mend before you submit") == 1


def test_a_nul_is_left_out_and_line_ends_are_plain(company: Company) -> None:
    company.post("texts", **{"synopsis_en": "a\x00b\r\nc", "do": "save"})
    assert company.document()["synopsis"]["texts"]["en"]["text"] == "ab\nc"


def test_rows_are_added_removed_and_moved_by_buttons(company: Company) -> None:
    three = [{"role": "cast", "name": name, "note": "", "person": "", "organisation": ""} for name in "ABC"]

    def names() -> list[str]:
        return [row["name"] for row in company.document()["credits"]]

    answer = company.post("credits", **rows("credits", *three), do="credits:add")
    assert (names(), text_of(answer).count('class="one-row is-new"'), answer.status_code) == (["A", "B", "C"], 2 - 1, 200)
    company.post("credits", **rows("credits", *three), do="credits:up:2")
    assert names() == ["A", "C", "B"]
    company.post("credits", **rows("credits", *three), do="credits:down:0")
    assert names() == ["B", "A", "C"]
    company.post("credits", **rows("credits", *three), do="credits:remove:1")
    assert names() == ["A", "C"]
    for nonsense in (
        "credits:fly:1",
        "credits:remove:99",
        "soul:remove:0",
        "credits:up:x",
        "credits:link:0",
        ":::::",
        "x" * 5000,
    ):
        company.post("credits", **rows("credits", *three), do=nonsense)
        assert names() == ["A", "B", "C"]


def test_a_credit_is_linked_with_whom_the_engine_finds_in_any_script(company: Company) -> None:
    person = make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
    make.make_delegate(company.edition, person=person)
    index_people([person.pk])
    row = {"role": "director", "name": "吳思遠", "note": "", "person": "", "organisation": ""}
    answer = company.post("credits", **rows("credits", row), do="credits:find:0")
    assert f"credits:link:0:person:{person.code}" in text_of(answer)
    answer = company.post("credits", **rows("credits", row), do=f"credits:link:0:person:{person.code}")
    assert company.document()["credits"][0]["person"] == person.code
    assert "Linked with" in text_of(answer)
    company.post("credits", **rows("credits", row | {"person": person.code}), do="credits:unlink:0")
    assert company.document()["credits"][0]["person"] == ""
    answer = company.post("credits", **rows("credits", row | {"name": "Zzyzx"}), do="credits:find:0")
    assert "Nobody of this name" in text_of(answer)


def test_companies_are_found_too(company: Company) -> None:
    index_organisations([company.organisation.pk])
    row = {"role": "production", "name": "Lantern Films"}
    answer = company.post("credits", **rows("credits", row), do="credits:find:0")
    assert f"credits:link:0:organisation:{company.organisation.code}" in text_of(answer)


@pytest.mark.parametrize(
    "fields", [{"level": "private"}, {"level": "badge"}, {"level": "request"}], ids=["private", "elsewhere", "on request"]
)
def test_nobody_is_linked_whom_the_visitor_may_not_know_of(company: Company, fields: dict[str, str]) -> None:
    stranger = make.make_person("Hidden", **fields)
    elsewhere = make.make_organisation("Elsewhere", **fields)
    posted = [
        {"role": "cast", "name": "X", "person": stranger.code},
        {"role": "production", "name": "Y", "organisation": elsewhere.code},
    ]
    company.post("credits", **rows("credits", *posted), do="save")
    assert [(row["person"], row["organisation"]) for row in company.document()["credits"]] == [("", ""), ("", "")]


def test_fields_that_a_page_does_not_ask_for_are_never_written(company: Company) -> None:
    other = make.make_organisation("Rival")
    before = company.fresh()
    extra: dict[str, Any] = {
        "owner": other.pk,
        "status": "withdrawn",
        "version": "99",
        "merged_into": "1",
        "code": "x",
        "level": "public",
    }
    company.post("facts", kind="series", stage="idea", do="save", **extra)
    after, document = company.fresh(), company.document()
    assert (after.owner_id, after.status, after.version, after.code) == (before.owner_id, before.status, 1, before.code)
    assert (document["kind"], document["level"], set(document) - set(company.document())) == ("series", "public", set())
    assert not {"owner", "status", "version"} & set(Draft.objects.get().document)


def test_another_companys_title_is_not_there(company: Company) -> None:
    rival = make.make_title("Rival", owner=make.make_organisation("Rival"))
    make.make_work(company.edition, rival)
    for path in ("", "edit/names/", "preview/", "changes/", "pictures/"):
        assert company.client.get(f"/e/spring/mine/{rival.code}/{path}").status_code == 404
    assert company.client.post(f"/e/spring/mine/{rival.code}/edit/facts/", {"kind": "film", "stage": "idea"}).status_code == 404
    assert company.client.get(f"{company.root}edit/soul/").status_code == 404


@pytest.mark.parametrize("who", ["colleague", "client"], ids=["of two colleagues", "of one author's two tabs"])
def test_the_later_sees_both_versions_and_loses_nothing(company: Company, who: str) -> None:
    other = getattr(company, who)
    mine, theirs = seen_on(company.open("texts")), seen_on(company.open("texts", other))
    first = {"logline_en": "Theirs is a long story", "seen": theirs, "do": "save"}
    assert other.post(f"{company.root}edit/texts/", first).status_code == 302
    late = company.client.post(f"{company.root}edit/texts/", {"logline_en": "Mine is a long story", "seen": mine, "do": "save"})
    page = text_of(late)
    assert late.status_code == 409
    assert "Somebody else has changed this meanwhile" in page
    assert "<del>" in page and "Theirs" in page and "Mine is a long story</textarea>" in page
    assert company.document()["logline"]["texts"]["en"]["text"] == "Theirs is a long story"
    again = {"logline_en": "Mine is a long story", "seen": seen_on(late), "do": "save"}
    assert company.client.post(f"{company.root}edit/texts/", again).status_code == 302
    assert company.document()["logline"]["texts"]["en"]["text"] == "Mine is a long story"


def test_a_post_sent_twice_changes_nothing_more(company: Company) -> None:
    body = {"kind": "film", "stage": "idea", "year": "1999", "seen": seen_on(company.open("facts")), "do": "save"}
    answers = [company.client.post(f"{company.root}edit/facts/", body).status_code for _time in range(2)]
    assert (answers, Draft.objects.count(), company.document()["year"]) == ([302, 302], 1, 1999)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1,500,000", 150_000_000),
        ("1.500.000", 150_000_000),
        ("1 500 000", 150_000_000),
        ("1500000", 150_000_000),
        ("１２", 1200),
        ("1.5 million", "1.5 million"),
        ("-3", "-3"),
        ("", None),
    ],
)
def test_amounts_are_read_however_they_are_written(company: Company, typed: str, stored: object) -> None:
    company.post("money", currency="USD", budget_low=typed, budget_high=typed, do="save")
    assert company.document()["budget_low"] == stored


def test_countries_and_languages_are_typed_by_name_in_the_readers_language(company: Company) -> None:
    company.client.cookies["django_language"] = "zh-hant"
    typed = {
        **rows("countries", {"code": "法國", "share": "60"}, {"code": "Hong Kong", "share": ""}),
        "languages": "粵語、法文, en",
    }
    company.post("facts", kind="film", stage="idea", **typed, do="save")
    document = company.document()
    assert [row["code"] for row in document["countries"]] == ["FR", "HK"]
    assert document["languages"] == ["yue", "fr", "en"]


def test_queries_do_not_grow_with_the_rows(company: Company) -> None:
    def count(number: int) -> int:
        person = company.people[0].person.code
        credits = [{"role": "cast", "name": f"A{n}", "note": "", "person": person, "organisation": ""} for n in range(number)]
        Draft.objects.update_or_create(title=company.title, defaults={"document": company.document() | {"credits": credits}})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert company.open("credits").status_code == 200
        return len(queries)

    assert count(1) == count(30)


def test_a_desk_member_and_a_stranger_do_not_edit(company: Company) -> None:
    desk = make.sign_in(Client(), make.make_team_member(company.edition, role="desk"))
    assert desk.get(company.root).status_code == 404
    assert Client().get(company.root).status_code == 302
    assert Title.objects.count() == 1


def test_two_hundred_credits_fit_into_one_post(company: Company) -> None:
    row = {"role": "cast", "note": "", "person": "", "organisation": ""}
    answer = company.post("credits", **rows("credits", *[row | {"name": f"A{n}"} for n in range(200)]), do="save")
    assert (answer.status_code, len(company.document()["credits"])) == (302, 200)


def test_what_the_page_itself_keeps_leaves_nothing(company: Company) -> None:
    answer = company.post("texts", **{"logline_en": "Half a sen", "do": "keep"})
    assert (answer.status_code, company.document()["logline"]["texts"]["en"]["text"]) == (200, "Half a sen")
    again = {"logline_en": "Half a sentence", "seen": seen_on(answer), "do": "save"}
    assert company.client.post(f"{company.root}edit/texts/", again).status_code == 302


def test_a_draft_that_waits_is_not_taken_back_by_looking_at_it(company: Company) -> None:
    company.post("texts", **{"logline_en": "A sentence", "do": "save"})
    assert "data-keeps" in text_of(company.open("texts"))
    company.client.post(f"{company.root}submit/")
    assert "data-keeps" not in text_of(company.open("texts"))
