"""Keep the journal: written with what commits, in one chain, whoever dies, however many write."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from praya.core.revocations import book
from praya.core.revocations.actions import note, touch, write_out
from praya.core.revocations.columns import (
    ADDRESS,
    ALLOWS,
    ENDS,
    FORBIDS,
    LEVEL,
    SAME,
    SECRET,
    WHILE,
    digest,
    forbidding,
    only,
    ordered,
    rows_of,
    visibility,
)
from praya.core.revocations.models import Pending, Standing
from praya.core.revocations.replaying import check_keys, lines_after
from praya.core.revocations.sealing import opened, sealed
from tests import builders as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("journal")]


def written(journal: Path) -> list[tuple[str, str]]:
    return [(line["kind"], line["key"]) for line in book.read(journal)[1:]]


def test_what_was_rolled_back_is_not_in_the_journal(journal: Path) -> None:
    account = make.make_account()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        touch([account])
        1 / 0  # noqa: B018 - the fault itself
    assert (Pending.objects.count(), book.pages(journal).exists()) == (0, False)


def test_what_a_dead_process_left_is_written_by_the_next(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make.make_account()
    monkeypatch.setattr("praya.core.revocations.actions._write_out", lambda: None)
    touch([account])
    assert Pending.objects.count() == 1
    assert (write_out(), Pending.objects.count()) == (1, 0)
    assert written(journal) == [("core.account", str(account.pk))]


def test_what_cannot_be_written_waits_and_stops_nobody(journal: Path, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.JOURNAL_FOLDER = tmp_path / "file"
    touch([make.make_account()])
    assert Pending.objects.count() == 1
    settings.JOURNAL_FOLDER = journal
    assert write_out() == 1


def test_it_does_not_go_on_in_a_journal_that_is_not_its_own(journal: Path) -> None:
    touch([make.make_account()])
    book.pages(journal).unlink()
    (journal / "head").unlink()
    touch([make.make_account()])
    assert (Pending.objects.count(), book.pages(journal).exists()) == (1, False)


def test_half_a_line_is_taken_away_and_the_chain_goes_on(journal: Path) -> None:
    touch([make.make_account()])
    with book.pages(journal).open("ab") as file:
        file.write(b'{"number": 2, "at"')
    touch([make.make_account()])
    assert [line["number"] for line in book.read(journal)] == [0, 1, 2]


def test_many_writers_write_one_chain(journal: Path) -> None:
    accounts = [make.make_account() for _ in range(24)]

    def write(some: list[Any]) -> None:
        for account in some:
            touch([account])
        connection.close()

    threads = [threading.Thread(target=write, args=(accounts[number::4],)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    write_out()
    assert {key for _kind, key in written(journal)} == {str(account.pk) for account in accounts}


def test_only_declared_acts_are_noted() -> None:
    with pytest.raises(ValueError, match="no room declares the act 'dancing'"):
        note("dancing", {})


def test_the_folder_is_its_owners_alone(journal: Path) -> None:
    touch([make.make_account()])
    assert [path.stat().st_mode & 0o077 for path in (journal, book.pages(journal))] == [0, 0]


def test_another_key_is_noted_and_told(journal: Path, settings: Any) -> None:
    touch([make.make_account()])
    settings.SECRET_KEY = "another"
    touch([make.make_account()])
    lines = book.read(journal)
    assert [line["kind"] for line in lines] == ["book", "core.account", "key", "core.account"]
    check_keys(lines, lines[3:])
    with pytest.raises(book.BookFault) as caught:
        check_keys(lines, lines[1:])
    assert caught.value.reason == "key"


def test_a_backup_without_a_place_counts_by_its_hour(journal: Path) -> None:
    touch([make.make_account()])
    lines = book.read(journal)
    assert lines_after(lines, None, datetime(2100, 1, 1, tzinfo=UTC).isoformat()) == []
    with pytest.raises(book.BookFault) as caught:
        lines_after(lines, None, datetime(2000, 1, 1, tzinfo=UTC).isoformat())
    assert caught.value.reason == "younger"
    assert Standing.objects.get().book == lines[0]["key"]


def test_no_column_is_widened() -> None:
    account = make.make_account("here@example.org")
    shown = visibility({"budget": "request"})

    def least(column: Any, value: Any, then: Any) -> Any:
        return column.least(account, value, column.sealed(then))

    assert [least(ALLOWS, *pair) for pair in ((True, False), (False, True), (True, True))] == [False, False, True]
    assert [least(FORBIDS, *pair) for pair in ((True, False), (False, True), (False, False))] == [True, True, False]
    assert [least(WHILE, 5, then) for then in (None, 7)] == [None, 5]
    assert [least(SAME, 5, then) for then in (5, 7, None)] == [5, None, None]
    assert [least(LEVEL, *pair) for pair in (("public", "buyer"), ("private", "public"))] == ["buyer", "private"]
    assert [least(only("approved"), *pair) for pair in (("approved", "left"), ("left", "approved"))] == ["left", "left"]
    assert least(ordered("desk", "organiser"), "organiser", "desk") == "desk"
    assert least(ENDS, None, make.HK_MORNING) == make.HK_MORNING
    assert least(ADDRESS, "here@example.org", "there@example.org") == f"moved-{account.pk}@moved.invalid"
    assert least(ADDRESS, "here@example.org", "HERE@example.org") == "here@example.org"
    assert least(SECRET, "one", "one") == "one"
    assert least(SECRET, "one", "two") not in {"one", "two"}
    assert [least(shown, *pair) for pair in (({"budget": "public"}, {}), ({}, {"budget": "public"}))] == [
        {"budget": "request"},
        {},
    ]
    assert digest("a@example.org") != "a@example.org"


MATERIALS = rows_of("address", level=(LEVEL, "public"))


def material(address: str, level: str = "", **further: Any) -> dict[str, Any]:
    return {"address": address, "level": level, **further}


def least_rows(value: list[dict[str, Any]], then: list[dict[str, Any]]) -> Any:
    return MATERIALS.least(make.make_account(), value, json.loads(json.dumps(MATERIALS.sealed(then))))


def test_each_row_of_a_list_has_the_narrower_of_both_levels() -> None:
    now = [
        material("https://a.example", "badge", label="Deck"),
        material("https://b.example", "private"),
        material("https://c.example"),
    ]
    then = [material("https://c.example", "buyer"), material("https://a.example", "private"), material("https://b.example")]
    assert least_rows(now, then) == [
        material("https://a.example", "private", label="Deck"),
        material("https://b.example", "private"),
        material("https://c.example", "buyer"),
    ]
    assert least_rows(now, now) == now
    assert least_rows([{"address": "https://a.example"}], [material("https://a.example", "public")]) == [
        {"address": "https://a.example"}
    ]


def test_rows_that_were_taken_away_are_dropped_and_twins_are_as_narrow_as_the_narrower() -> None:
    one, other = material("https://a.example"), material("https://a.example", "private")
    assert least_rows([one, material("https://gone.example")], [one]) == [one]
    assert (least_rows([one], []), least_rows([], [one])) == ([], [])
    assert least_rows([one], [one, other]) == [other]


def test_no_address_of_a_list_can_be_read_in_the_journal() -> None:
    assert "a.example" not in json.dumps(MATERIALS.sealed([material("https://a.example")]))


def test_a_word_that_forbids_stays_and_no_other_is_kept() -> None:
    column = forbidding("no")
    assert [column.sealed(word) for word in ("no", "like", "must")] == ["no", "", ""]
    pairs = [("like", "no"), ("no", "like"), ("like", "must")]
    assert [column.least(make.make_account(), now, column.sealed(then)) for now, then in pairs] == ["no", "no", "like"]


def test_what_is_sealed_says_nothing_by_itself(settings: Any) -> None:
    states = [{"level": level, "calendar_id": number, "other_id": 8} for level in ("no", "", "no") for number in (7, 123_456_789)]
    texts = [sealed(state) for state in states]
    assert [opened(text) for text in texts] == states
    assert len({len(text) for text in texts}) == 1
    assert len(set(texts)) == len(texts)
    settings.SECRET_KEY = "another"
    with pytest.raises(ValueError, match="another key"):
        opened(texts[0])


def test_a_row_that_is_told_of_twice_has_one_line(journal: Path) -> None:
    first, second = make.make_account(), make.make_account()
    with transaction.atomic():
        touch([first])
        touch([second])
        touch([first])
    assert written(journal)[-2:] == [("core.account", str(second.pk)), ("core.account", str(first.pk))]
    assert Pending.objects.count() == 0
