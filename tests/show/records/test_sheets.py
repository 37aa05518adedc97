"""Enter many works from a spreadsheet: every row's fate is shown first, then all is written or nothing."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.catalogue.models import Draft, Title
from praya.core.jobs.executing import claim_next, execute
from praya.core.sheets.planning import plan_sheets, write_plan
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.writing import Sheet, workbook
from praya.meet.sheets.models import SheetImport
from praya.meet.works.models import Work
from tests import builders as make
from tests.show.records.market import Company, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/e/spring/mine/sheet/"


@pytest.fixture
def company() -> Company:
    return Company()


def upload(company: Company, content: bytes | str, name: str = "titles.csv", client: Client | None = None) -> HttpResponse:
    """Upload a file as a browser does, let it be checked, and return the page with every row's fate."""
    raw = content.encode() if isinstance(content, str) else content
    answer = (client or company.client).post(ADDRESS, {"file": SimpleUploadedFile(name, raw)})
    work_off()
    return (client or company.client).get(answer["Location"]) if answer.status_code == 302 else answer


def work_off() -> None:
    """Run every waiting job in this process."""
    while (execution := claim_next("w", ["default"])) is not None:
        execute(execution)


def may_confirm(answer: HttpResponse) -> bool:
    """Tell whether a page offers to write what was checked."""
    return "/confirm/" in text_of(answer)


def confirm(company: Company, answer: HttpResponse, client: Client | None = None) -> str:
    """Write what was checked and return the page that says so."""
    address = answer.wsgi_request.path
    (client or company.client).post(f"{address}confirm/")
    work_off()
    return text_of((client or company.client).get(address))


HEADS = "name,name (en),kind,stage,genres,countries,languages,logline,logline (zh-Hant),director,seeking,budget,currency,year"
THIRTY = HEADS + "".join(
    f'\n影片{number},Film {number},film,financing,"drama, spy","Hong Kong, 法國","Cantonese, en",One,一,"Ann Hui, 王家衛",'
    f'"co-producer, finance",1500000,HKD,2027'
    for number in range(30)
)


def test_thirty_works_in_one_file(company: Company) -> None:
    answer = upload(company, THIRTY)
    assert (answer.status_code, Title.objects.count()) == (200, 1)
    page = confirm(company, answer)
    assert ("The whole file is taken" in page, '<strong class="num">30</strong> new' in page) == (True, True)
    assert (Title.objects.count(), Work.objects.filter(status="prepared").count()) == (31, 30)
    title = Title.objects.get(name="影片7")
    assert title.names == [
        {"text": "影片7", "tag": "", "kind": "original", "level": "public"},
        {"text": "Film 7", "tag": "en", "kind": "other", "level": "public"},
    ]
    assert (title.genres, title.languages, [row["code"] for row in title.countries]) == (
        ["drama", "spy"],
        ["yue", "en"],
        ["HK", "FR"],
    )
    assert (title.budget_low, title.budget_high, title.currency, title.year) == (150_000_000, 150_000_000, "HKD", 2027)
    assert [credit.name for credit in title.credits.all()] == ["Ann Hui", "王家衛"]
    assert [row["what"] for row in title.seeking] == ["coproducer", "finance"]
    assert title.logline["texts"]["zh-Hant"]["text"] == "一"
    assert (title.owner, title.status) == (company.organisation, "draft")


def test_the_same_file_again_changes_nothing(company: Company) -> None:
    confirm(company, upload(company, THIRTY))
    again = upload(company, THIRTY)
    assert text_of(again).count("unchanged") >= 30
    confirm(company, again)
    assert (Title.objects.count(), Draft.objects.count()) == (31, 0)


def test_a_changed_cell_becomes_a_draft_and_empty_cells_change_nothing(company: Company) -> None:
    answer = upload(company, "name,year,minutes\n花樣年華,2000,\n")
    assert "Year: 2025 → 2000" in text_of(answer)
    confirm(company, answer)
    assert (company.fresh().year, company.document()["year"], company.document()["kind"]) == (2025, 2000, "film")


def test_a_workbook_with_chinese_heads(company: Company) -> None:
    book = workbook([Sheet("作品", ["片名", "類型", "年份"], [["春光乍洩", "film", 1997]])])
    confirm(company, upload(company, book, "titles.xlsx"))
    assert Title.objects.get(name="春光乍洩").year == 1997


def test_every_wrong_row_is_named_and_nothing_is_written(company: Company) -> None:
    rows = (
        "name,kind,year,countries,EIDR,currency,budget\n"
        "Alpha,film,2000,Hong Kong,,,\n"
        "Bravo,opera,soon,Atlantis,10.5240/7EC7-228A-510A-053E-CBB8-K,PEARLS,a lot\n"
        "alpha,film,,,,,\n"
        "=1+1,film,,,,,\n"
        "ev\u202eil,film,,,,,\n"
    )
    answer = upload(company, rows)
    page = re.sub(r"<[^>]+>", "", text_of(answer))
    for words in (
        "Kind: Choose one of",
        "Year: Type a whole number from 1888 to 2100.",
        "“Atlantis” is no country",
        "should be J, not K",
        "“PEARLS” is no currency code",
        "Row 2 is about the same work",
        "reverse its direction",
    ):
        assert words in html.unescape(page)
    # What is offered is to take the good rows and keep these.
    assert (may_confirm(answer), "keep the others" in page, Title.objects.count()) == (True, True, 1)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("colour,size\nred,1\n", "a.csv", "No sheet of this file can be recognised"),
        ("name\n" + "".join(f"A{number}\n" for number in range(301)), "a.csv", "There are 301 rows; 300 are the most"),
        (bytes(5_000_001), "a.csv", "at most 5 MB can be read"),
        (b"", "a.csv", "empty"),
        (b"PK\x03\x04 broken", "a.xlsx", "damaged"),
    ],
    ids=["no names", "too many", "too large", "empty", "broken"],
)
def test_files_that_cannot_be_read(company: Company, content: bytes | str, name: str, sentence: str) -> None:
    answer = upload(company, content, name)
    assert (may_confirm(answer), Title.objects.count()) == (False, 1)
    assert sentence in text_of(answer)
    assert company.client.post(ADDRESS).status_code == 422


def test_a_work_changed_meanwhile_stops_the_whole_file(company: Company) -> None:
    answer = upload(company, "name,year\n花樣年華,2000\nNew one,2001\n")
    company.post("facts", company.colleague, kind="film", stage="completed", year="1999", do="save")
    page = html.unescape(confirm(company, answer))
    assert ("The records changed after the check." in page, "Year: 1999 → 2000" in page) == (True, True)
    assert (Title.objects.count(), company.document()["year"]) == (1, 1999)
    confirm(company, answer)
    assert (Title.objects.count(), company.document()["year"]) == (2, 2000)


def test_a_check_is_carried_out_once_and_only_by_whom_it_was_made_for(company: Company) -> None:
    answer = upload(company, "name,year\n花樣年華,2000\n")
    address = answer.wsgi_request.path
    rival = make.sign_in(Client(), make.staff_of(make.make_exhibitor(company.edition, "Rival"))[0].person.account)
    organiser = make.sign_in(Client(), make.make_team_member(company.edition))
    for client in (rival, organiser, company.colleague):
        assert {client.get(address).status_code, client.post(f"{address}confirm/").status_code} == {404}
    assert organiser.get(address.replace("mine/sheet", "manage/import")).status_code == 404
    for _time in range(2):
        confirm(company, answer)
    assert (Draft.objects.count(), company.document()["year"]) == (1, 2000)


def test_new_rows_sent_twice_begin_no_work_twice(company: Company) -> None:
    first, second = (upload(company, f"name,year\nNew one,{year}\n") for year in (2001, 2002))
    confirm(company, first)
    assert "The records changed after the check." in confirm(company, second)
    assert Title.objects.filter(name="New one").count() == 1


def test_whoever_comes_for_no_company_any_more_writes_nothing(company: Company) -> None:
    answer = upload(company, "name,year\nNew one,2001\n")
    address = answer.wsgi_request.path
    company.client.post(f"{address}confirm/")
    company.edition.delegates.update(organisation=None)
    work_off()
    kept = SheetImport.objects.get()
    assert (kept.status, kept.message_read, Title.objects.count()) == (
        "checked",
        "The work on this file stopped: Whoever asked for this may no longer do it.",
        1,
    )


def test_a_work_that_changes_between_plan_and_writing_is_left(company: Company) -> None:
    raw = RawSheet("titles", [(1, ["name", "year"]), (2, ["花樣年華", "2000"])])
    account = company.edition.delegates.exclude(organisation=None).first().person.account
    plan = plan_sheets(company.edition, [raw], kind="titles", by=account)
    company.post("facts", company.colleague, kind="film", stage="completed", year="1999", do="save")
    with pytest.raises(Refused, match="was changed since the file was checked"):
        write_plan(plan, timezone.now())
    assert company.document()["year"] == 1999


def test_another_companys_title_of_the_same_name_is_not_touched(company: Company) -> None:
    other = make.make_title("影片", owner=make.make_organisation())
    confirm(company, upload(company, "name,year\n影片,2001\n"))
    other.refresh_from_db()
    assert (other.year, Title.objects.filter(name="影片").count()) == (2025, 2)


def test_the_template_can_be_uploaded_as_it_is(company: Company) -> None:
    template = company.client.get(f"{ADDRESS}template/en/titles/")
    assert template["Content-Type"] == "text/csv; charset=utf-8"
    confirm(company, upload(company, template.getvalue()))
    assert {row["what"] for row in company.document()["seeking"]} == {"coproducer", "finance"}
    assert Title.objects.filter(name="Dune Road").get().episodes == 8
