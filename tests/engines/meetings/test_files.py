"""Reading and writing of problems and schedules."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings import files
from praya.engines.meetings.problem import ProblemError, Schedule
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem

PLAIN = {
    "format": "praya-meetings/1",
    "slots": [
        {"start": "2027-03-15T01:00:00+00:00", "end": "2027-03-15T01:30:00+00:00", "day": 0},
        {"start": "2027-03-15T01:30:00+00:00", "end": "2027-03-15T02:00:00+00:00", "day": 0},
    ],
    "pools": [{"id": "t", "capacity": [1, 1]}],
    "calendars": [{"id": "a", "capacity": [1, 1], "quota": None}, {"id": "b", "capacity": [1, 0], "quota": 3}],
    "requests": [{"id": "m", "calendars": ["a", "b"], "weight": 5, "pool": None, "fixed_slot": None}],
}


def changed(path, value):
    """Return PLAIN as text with one field replaced; `path` is like calendars.0.quota."""
    document = json.loads(json.dumps(PLAIN))
    target = document
    *way, last = [int(word) if word.isdigit() else word for word in path.split(".")]
    for word in way:
        target = target[word]
    target[last] = value
    return json.dumps(document)


def message(text):
    with pytest.raises(ProblemError) as caught:
        files.read_problem(text)
    return str(caught.value)


@settings(max_examples=40, deadline=None)
@given(drawn_problems())
def test_a_problem_is_read_as_it_was_written(drawn):
    arrays, _ = drawn
    assert files.read_problem(files.problem_as_json(arrays.problem)) == arrays.problem


def test_a_plain_problem_needs_neither_name_nor_pools():
    document = {key: value for key, value in PLAIN.items() if key != "pools"}
    found = files.read_problem(json.dumps(document))
    assert (found.name, found.pools, found.requests[0].calendars) == ("", (), ("a", "b"))


def test_vetoed_requests_are_left_out_as_if_never_made():
    document = PLAIN | {"vetoes": [["b", "a"]]}
    assert files.read_problem(json.dumps(document)).requests == ()


def test_a_veto_between_others_leaves_the_request_alone():
    document = json.loads(changed("calendars.0.quota", 1)) | {"vetoes": [["a", "c"]]}
    document["calendars"].append({"id": "c", "capacity": [1, 1], "quota": None})
    assert [request.id for request in files.read_problem(json.dumps(document)).requests] == ["m"]


def test_allowed_slots_are_sorted_and_counted_once():
    assert files.read_problem(changed("requests.0.allowed_slots", [1, 0, 1])).requests[0].allowed_slots == (0, 1)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("format", "x", '"format" must be "praya-meetings/1", found \'x\''),
        ("name", 3, "name: expected a text, found 3"),
        ("slots", {}, "slots: expected a list, found {}"),
        ("slots.1", 7, "slots[1]: expected an object in braces, found 7"),
        ("slots.0.start", "noon", "slots[0].start: expected an instant such as 2027-03-15T09:00:00+08:00, found 'noon'"),
        (
            "slots.0.end",
            "2027-03-15T01:30:00",
            "slots[0].end: expected an instant such as 2027-03-15T09:00:00+08:00, found '2027-03-15T01:30:00'",
        ),
        ("slots.0.end", None, "slots[0].end: expected an instant such as 2027-03-15T09:00:00+08:00, found None"),
        ("slots.0.day", -1, "slots[0].day: expected a whole number from 0 to 366, found -1"),
        ("slots.0.end", "2027-03-15T01:00:00+00:00", "slots[0]: ends at or before its start; slots need a length"),
        (
            "slots.1.start",
            "2027-03-15T01:15:00+00:00",
            "slots[1]: starts before slots[0] is over; list the slots in order of time",
        ),
        ("pools.0.capacity", [1], 'pools[0] "t".capacity: has 1 entries, but there are 2 slots'),
        ("pools.0.id", "", "pools[0]: \"id\" must be a printable, non-empty text, found ''"),
        ("calendars.1.id", "a", 'calendars[1]: the id "a" is used twice; give each record its own'),
        ("calendars.0.capacity", "11", "calendars[0] \"a\".capacity: expected a list with one number per slot, found '11'"),
        ("calendars.0.capacity", [1, -2], 'calendars[0] "a".capacity[1]: expected a whole number from 0 to 1000000000, found -2'),
        (
            "calendars.0.capacity",
            [1, 0.5],
            'calendars[0] "a".capacity[1]: expected a whole number from 0 to 1000000000, found 0.5',
        ),
        ("calendars.0.quota", True, 'calendars[0] "a".quota: expected a whole number from 0 to 1000000000, found True'),
        (
            "calendars.0.day_quotas",
            [1, 2],
            'calendars[0] "a".day_quotas: expected a list with one number or null for each of the 1 days',
        ),
        (
            "calendars.0.day_quotas",
            ["x"],
            "calendars[0] \"a\".day_quotas[0]: expected a whole number from 0 to 1000000000, found 'x'",
        ),
        ("requests.0.pool", "hall", "requests[0] \"m\".pool: 'hall' is not the id of a pool"),
        ("requests.0.calendars", ["a"], "requests[0] \"m\".calendars: expected a list of two or more calendar ids, found ['a']"),
        ("requests.0.calendars", ["a", "z"], "requests[0] \"m\".calendars: 'z' is not the id of a calendar"),
        (
            "requests.0.calendars",
            ["a", "a"],
            'requests[0] "m".calendars: names one calendar twice; a meeting needs different sides',
        ),
        ("requests.0.weight", 1.5, 'requests[0] "m".weight: expected a whole number from 0 to 1000000000, found 1.5'),
        ("requests.0.fixed_slot", 2, 'requests[0] "m".fixed_slot: expected a whole number from 0 to 1, found 2'),
        ("requests.0.must", "yes", "requests[0] \"m\".must: expected true or false, found 'yes'"),
        ("requests.0.allowed_slots", 1, 'requests[0] "m".allowed_slots: expected a list of slot numbers, found 1'),
        ("requests.0.allowed_slots", [2], 'requests[0] "m".allowed_slots[0]: expected a whole number from 0 to 1, found 2'),
        ("vetoes", [["a"]], "vetoes[0]: expected a list of two or more calendar ids, found ['a']"),
    ],
)
def test_each_wrong_field_is_named_with_its_remedy(path, value, expected):
    assert message(changed(path, value)) == expected


def test_a_missing_list_is_named():
    document = {key: value for key, value in PLAIN.items() if key != "requests"}
    assert message(json.dumps(document)) == 'the document has no "requests": add it as a list'


def test_text_that_is_not_json_is_refused_in_one_line():
    cut = json.dumps(PLAIN)[:40]
    assert message(cut) == "not valid JSON at line 1, column 41: Expecting value; is the file complete?"
    assert message("[" * 200_000) == "not a problem or schedule file: its brackets are nested too deeply"
    assert message("[]") == "the document: expected an object in braces, found []"
    assert "\n" not in message('{"format": ' + "9" * 5000 + "}")


def test_an_absurd_number_is_shown_shortened():
    assert message(changed("requests.0.weight", 10**70)).endswith("found " + "1" + "0" * 58 + "…")


def test_files_that_cannot_be_problems_are_refused_by_name(tmp_path, monkeypatch):
    missing, binary, large = tmp_path / "none.json", tmp_path / "binary.json", tmp_path / "large.json"
    binary.write_bytes(b'{"format": "\xff"}')
    large.write_text(" " * 100)
    assert message(missing) == f"cannot read {missing}: No such file or directory"
    assert message(binary) == "binary.json is not UTF-8 text (byte 12); save it as UTF-8"
    monkeypatch.setattr(files, "LARGEST_BYTES", 64)
    assert message(large) == "large.json is larger than 0 MB; split the event"


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = Path(tmp_path / "marked.json")
    path.write_text(json.dumps(PLAIN), encoding="utf-8-sig")
    assert len(files.read_problem(path).requests) == 1


def test_a_schedule_is_read_as_it_was_written():
    schedule = Schedule({"電影": 1}, 5, 7.0, 1.5, 3, 2, 9, {"m": "quota"}, {"praya": "1"})
    text = files.schedule_as_json(schedule)
    assert "電影" in text
    assert files.read_schedule(text) == schedule


def test_a_schedule_of_another_program_may_leave_out_what_is_not_needed():
    found = files.read_schedule('{"format": "praya-schedule/1", "assignments": {}, "value": 0, "bound": null}')
    assert found == Schedule({}, 0, 0.0)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("assignments", [], "assignments: expected an object in braces, found []"),
        ("assignments", {"m": "1"}, "assignments \"m\": expected a whole number from 0 to 1000000000, found '1'"),
        ("bound", True, "bound: expected a number from 0, found True"),
        ("bound", -1, "bound: expected a number from 0, found -1"),
        ("refusals", {"m": 1}, "refusals: expected an object of texts"),
    ],
)
def test_each_wrong_field_of_a_schedule_is_named(field, value, expected):
    document = {"format": "praya-schedule/1", "assignments": {}, "value": 0, "bound": 0} | {field: value}
    with pytest.raises(ProblemError) as caught:
        files.read_schedule(json.dumps(document))
    assert str(caught.value) == expected


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)))
def test_no_document_ends_in_another_error(document):
    with pytest.raises(ProblemError):
        files.read_problem(json.dumps(document))


def test_musts_and_allowed_slots_survive_writing():
    asked = problem(ask("m", "ab", must=True, allowed_slots=(1,)), ask("n", "cd", fixed_slot=0))
    assert files.read_problem(files.problem_as_json(asked)) == asked
