"""Reports as pages, workbooks, CSV and PDF: figures with what they mean, that add up to the lists they are counted from."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
import python_calamine
from django.test import Client

from praya.match.reports.figures import GROUPS, TOTALS
from tests import builders as make
from tests import pdf
from tests.match.pages import text_of

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/reports/"
OWN = "/e/spring/company-report/"
HOUR = timedelta(hours=1)


def sent(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of_csv(client, name: str, folder: str = BASE) -> list[dict[str, str]]:
    text = sent(client.get(f"{folder}{name}.csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheets(client, address: str) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(io.BytesIO(sent(client.get(address))))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def a_market(edition) -> None:
    """Let two exhibitors and five buyers of three countries and two sites ask and meet, every state of both once at least."""
    category = make.make_category(edition, "producer")
    named = enumerate(("hk", "la"))
    houses = [make.calendar_of(make.make_exhibitor(edition, f"House {number}", site=site)) for number, site in named]
    buyers = [
        make.calendar_of(
            make.make_delegate(
                edition,
                person=make.make_person(f"Buyer {number}", country=("HK", "MO", "FR")[number % 3]),
                site=("hk", "la", None)[number % 3],
                category=None if number == 4 else category if number == 3 else make.make_category(edition),
                organisation=make.make_organisation(f"Buyers {number}"),
            )
        )
        for number in range(5)
    ]
    states = ("accepted", "sent", "declined", "withdrawn", "expired", "accepted", "sent", "accepted", "declined", "sent")
    fates = ("held", "scheduled", "no_show", "cancelled", "held", "held", "scheduled", "held", "cancelled", "no_show")
    pairs = [(buyer, house) for house in houses for buyer in buyers]
    site = edition.sites.get(slug="hk")
    for number, ((buyer, house), state, fate) in enumerate(zip(pairs, states, fates, strict=True)):
        asked = make.make_request(buyer, house, status=state) if number % 2 else make.make_request(house, buyer, status=state)
        place = {"site": site} if number % 3 else {}
        make.make_meeting(buyer, house, make.HK_MORNING + number * HOUR / 2, status=fate, request=asked, **place)


def test_figures_add_up_to_the_raw_lists(edition, client) -> None:
    a_market(edition)
    requests = [row for row in rows_of_csv(client, "requests") if row["Status"] != "withdrawn"]
    meetings = rows_of_csv(client, "meetings")
    standing = [row for row in meetings if row["Status"] != "cancelled"]
    fates = Counter(row["Status"] for row in meetings)
    page = client.get(BASE).context
    found = {row.figure.name: row.value for row in page["figures"]}
    assert found == {
        "requests": len(requests),
        "accepted": (accepted := sum(row["Status"] == "accepted" for row in requests)),
        "agreement": 100 * accepted / len(requests),
        "placed": len(standing),
        "booking": 100.0,
        "at_distance": 100 * sum(row["Site"] == "online" for row in standing) / len(standing),
        "held": fates["held"],
        "no_show": fates["no-show"],
        "unreported": fates["scheduled"],
        "attendance": 100 * fates["held"] / (fates["held"] + fates["no-show"]),
        "cancelled": fates["cancelled"],
        "cancellation": 100 * fates["cancelled"] / len(meetings),
    }
    for lines in (page["report"].by_category, page["report"].by_country, page["report"].by_site):
        assert sum(line.sent for line in lines) == sum(line.received for line in lines) == len(requests)
        assert sum(line.accepted for line in lines) == 2 * accepted
        assert sum(line.placed for line in lines) == 2 * len(standing)
        assert sum(line.held for line in lines) == 2 * fates["held"]
        assert sum(line.no_show for line in lines) == 2 * fates["no-show"]
        assert sum(line.share or 0 for line in lines) == pytest.approx(100)
    assert sum(line.placed for line in page["report"].by_place) == len(standing)


def test_companies_add_up_to_the_raw_lists_too(edition, client) -> None:
    a_market(edition)
    requests = [row for row in rows_of_csv(client, "requests") if row["Status"] != "withdrawn"]
    meetings = [row for row in rows_of_csv(client, "meetings") if row["Status"] != "cancelled"]
    companies = client.get("/e/spring/api/manage/reports/companies/", {"limit": 100}).json()["results"]
    called = {row["company"]: row for row in companies}
    assert len(called) == 7
    for name, row in called.items():
        said = name.replace("Buyers", "Buyer")
        assert row["sent"] == sum(one["From"] == said for one in requests)
        assert row["received"] == sum(one["To"] == said for one in requests)
        own = [one for one in meetings if said in one["Who meets"].split(" – ")]
        assert (row["meetings"], row["held"]) == (len(own), sum(one["Status"] == "held" for one in own))
        assert client.get(f"{BASE}companies/{row['code']}/").context["sheet"].figures.placed == len(own)
        listed = client.get(f"/e/spring/api/manage/reports/companies/{row['code']}/", {"limit": 100}).json()["results"]
        assert Counter(one["state"] for one in listed) == Counter(one["Status"].replace("-", "_") for one in own)


def test_the_report_comes_as_workbook_with_numbers_and_what_they_mean(edition, client) -> None:
    a_market(edition)
    answer = client.get(f"{BASE}all.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="spring-all.xlsx"'
    found = sheets(client, f"{BASE}all.xlsx")
    titles = ["Summary", "By category", "By country or region", "By site", "Where meetings take place", "Requests", "Meetings"]
    assert list(found) == titles
    summary = {row[0]: row[1:] for row in found["Summary"]}
    assert summary["Requests"] == [9.0, "", "", str(TOTALS[0].means)]
    assert summary["Acceptance rate (%)"][0] == 33.3
    assert [type(cell) for cell in found["By category"][1][1:]] == [float] * len(GROUPS)
    assert found["Meetings"][1][1] == "2027-03-16 09:00"


@pytest.mark.parametrize("name", ["summary", "categories", "countries", "sites", "places"])
def test_each_table_comes_as_csv(edition, client, name) -> None:
    a_market(edition)
    assert rows_of_csv(client, name)


@pytest.mark.parametrize("name", ["secrets.csv", "requests.xlsx", "requests.pdf", "all.csv", "all.docx"])
def test_other_files_are_not_there(edition, client, name) -> None:
    assert client.get(BASE + name).status_code == 404


def test_definitions_stand_beside_figures_and_bars_say_what_the_table_does(edition, client) -> None:
    a_market(edition)
    answer = client.get(BASE)
    text = text_of(answer)
    for figure in TOTALS:
        assert str(figure.means) in text
    bars = answer.context["tables"][0]["bars"]
    assert [(bar.label, bar.whole) for bar in bars] == [
        (line.label, line.placed) for line in answer.context["report"].by_category if line.placed
    ]


@pytest.mark.parametrize(("language", "thousand"), [("en", "9,403"), ("pt", "9.403"), ("zh-hant", "9,403"), ("ar", "9,403")])
def test_thousands_are_marked_as_the_language_does(edition, client, monkeypatch, language, thousand) -> None:
    from praya.match.reports import queries

    a_market(edition)
    monkeypatch.setattr(queries, "request_counts", lambda edition: {"sent": 9403})
    client.cookies["django_language"] = language
    assert thousand in client.get(BASE).content.decode()


def test_without_requests_a_page_says_what_to_do_first(edition, client) -> None:
    assert "There is nothing to count yet" in text_of(client.get(BASE))


def test_the_report_is_printed_with_its_definitions(edition, client) -> None:
    a_market(edition)
    answer = client.get(f"{BASE}all.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = pdf.text_of(answer.content)
    for figure in (*TOTALS, *GROUPS):
        assert str(figure.means).replace(" ", "") in text
    assert "HKG:Asia/Hong_Kong562.5%3175.0%" in text


def test_a_company_is_read_by_organisers_and_its_own_people(edition, client) -> None:
    a_market(edition)
    house = edition.exhibitors.get(organisation__name="House 0")
    page = client.get(f"{BASE}companies/{house.organisation.code}/")
    assert [row.value for row in page.context["figures"][:4]] == [4, 2, 1, 1]
    text = pdf.text_of(client.get(page.context["files"]["pdf"]).content)
    assert "Tue16Mar09:00HKGMon15Mar18:00LAX" in text
    assert "Declined,endedorstillwaiting:onenumber,whateverthereason." in text
    book = sheets(client, page.context["files"]["xlsx"])
    assert list(book) == ["Figures", "Meetings", "Works"]
    assert len(book["Meetings"]) == 1 + 4
    own = make.sign_in(Client(), make.staff_of(house)[0].person.account)
    answer = own.get(OWN)
    assert [row.value for row in answer.context["figures"][:4]] == [4, 0, 0, 4]
    assert "Meetings of which your side says that they took place." in text_of(answer)
    assert own.get(f"{OWN}sheet.pdf").content.startswith(b"%PDF")
    assert len(sheets(own, f"{OWN}sheet.xlsx")["Meetings"]) == 1 + 4
    assert own.get(f"{OWN}sheet.docx").status_code == 404
    assert own.get(page.context["files"]["pdf"]).status_code == 404


def test_who_comes_for_no_company_has_no_report_of_one(edition) -> None:
    alone = make.sign_in(Client(), make.make_delegate(edition).person.account)
    assert alone.get(OWN).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 16), ("all.xlsx", 19), ("companies/", 11)])
def test_pages_cost_the_same_for_one_and_three(page, queries, count, django_assert_num_queries) -> None:
    edition = make.make_edition("spring")
    client = make.sign_in(Client(), make.make_team_member(edition))
    for number in range(count):
        house = make.calendar_of(make.make_exhibitor(edition, has_stand=False))
        make.make_request(make.calendar_of(make.make_delegate(edition)), house)
        make.make_meeting(house, make.calendar_of(make.make_delegate(edition)), make.HK_MORNING + number * HOUR)
    with django_assert_num_queries(queries):
        assert client.get(BASE + page).status_code == 200
