"""The common test finds a list that is too dear; columns, orders and cursors hold for rows of any kind."""

from __future__ import annotations

from functools import partial

import pytest

from praya.core.lists.declaring import declare_list, declared_lists, field_of
from tests import builders as make
from tests.core.lists.faulty import GREEDY, PLAIN
from tests.core.lists.judging import growing, read, sheet, walk
from tests.core.lists.market import Market, make_market

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.lists.faulty")]


@pytest.fixture
def market() -> Market:
    return make_market()


def test_a_list_that_asks_for_each_row_is_found(market: Market) -> None:
    fill = lambda rows: [make.make_delegate(market.edition) for _ in range(rows)]  # noqa: E731
    faults = growing(GREEDY, market.client, partial(market.address, GREEDY), fill)
    assert [fault.partition(":")[0] for fault in faults] == [f"greedy as {form}" for form in ("page", "csv", "xlsx", "api")]


def test_a_column_that_a_visit_may_not_read_is_nowhere(market: Market) -> None:
    assert sheet(market.client, market.address(PLAIN, "csv"))[0] == ["Name"]
    assert walk(market.client, market.address(PLAIN, "api"))[0] == {"name": "A"}
    assert b"s3cret" not in read(market.client, market.address(PLAIN)) + read(market.client, market.address(PLAIN, "xlsx"))


def test_rows_that_are_no_query_are_sorted_with_the_unknown_last_and_walked_by_their_key(market: Market) -> None:
    order = {
        sort: [row[0] for row in sheet(market.client, f"{market.address(PLAIN, 'csv')}?sort={sort}")[1:]]
        for sort in ("", "name", "-name", "secret", "nonsense")
    }
    plain = ["C", "A", "", "B"]
    assert order == {"": plain, "name": ["A", "B", "C", ""], "-name": ["C", "B", "A", ""], "secret": plain, "nonsense": plain}
    assert [row["name"] for row in walk(market.client, f"{market.address(PLAIN, 'api')}?limit=1")] == ["A", None, "C", "B"]


def test_files_are_marked_and_guarded_and_named_after_edition_and_list(market: Market) -> None:
    make.make_delegate(market.edition, name="=cmd|' /C calc'!A0")
    answer = market.client.get("/e/autumn/manage/delegates/delegates.csv")
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="autumn-delegates.csv"'
    assert (content[:3], b"'=cmd|" in content, b"\n=cmd" in content) == (b"\xef\xbb\xbf", True, False)


def test_a_machine_is_told_which_word_is_wrong(market: Market) -> None:
    address = "/e/autumn/api/manage/delegates/"
    words = {"status": "nonsense", "limit": "0", "after": "nonsense", "nonsense": "1"}
    answers = {word: market.client.get(address, {word: value}) for word, value in words.items()}
    assert {word: (answer.status_code, answer.json()["error"]["parameter"]) for word, answer in answers.items()} == {
        word: (400, word) for word in words
    }


def test_a_page_leads_to_its_other_forms_filtered_and_sorted_alike(market: Market) -> None:
    page = market.client.get("/e/autumn/manage/delegates/?status=approved&sort=-name&page=2")
    assert page.context["other_forms"] == {
        "xlsx": "/e/autumn/manage/delegates/delegates.xlsx?status=approved&sort=-name",
        "csv": "/e/autumn/manage/delegates/delegates.csv?status=approved&sort=-name",
        "json": "/e/autumn/api/manage/delegates/?status=approved",
    }
    head = '<th scope="col" aria-sort="descending"><a class="sort" href="?status=approved&amp;sort=name">Name</a></th>'
    assert head in page.content.decode()


def test_a_list_is_declared_once() -> None:
    known = next(iter(declared_lists()))
    with pytest.raises(ValueError, match="is declared twice"):
        declare_list(known)


def test_facts_are_found_in_values_and_in_the_parts_of_objects(market: Market) -> None:
    assert (field_of({"person__name": "A"}, "person__name"), field_of(market.me, "person__name")) == ("A", "Mei Lam")
