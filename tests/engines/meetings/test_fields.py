"""Where the limits of a problem file lie: what is just right and what is just wrong."""

import json

import pytest

from praya.engines.meetings import fields, files
from praya.engines.meetings.problem import ProblemError, Schedule

MOST = 1_000_000_000
NUMBER = "expected a whole number from 0 to 1000000000"
BY_DAY = "expected a list with one number or null for each of the"


def document(*, days=1, **changes):
    """Return a problem of one slot a day as text; `changes` replaces fields of the first slot, pool, calendar or request."""
    found = {
        "format": "praya-meetings/1",
        "slots": [
            {"start": f"2027-03-{15 + k}T09:00:00+08:00", "end": f"2027-03-{15 + k}T09:30:00+08:00", "day": k}
            for k in range(days)
        ],
        "pools": [{"id": "t", "capacity": [1] * days}],
        "calendars": [{"id": "a", "capacity": [1] * days}, {"id": "b", "capacity": [1] * days}],
        "requests": [{"id": "m", "calendars": ["a", "b"], "weight": 5}],
    }
    for kind, changed in changes.items():
        found[f"{kind}s"][0] |= changed
    return json.dumps(found)


def message(text, read=files.read_problem):
    with pytest.raises(ProblemError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("request", "weight", 0),
        ("request", "weight", MOST),
        ("request", "fixed_slot", 0),
        ("request", "fixed_slot", None),
        ("request", "pool", "t"),
        ("request", "must", True),
        ("request", "allowed_slots", (0,)),
        ("request", "allowed_slots", ()),
        ("calendar", "quota", 0),
        ("calendar", "quota", MOST),
        ("calendar", "quota", None),
        ("calendar", "capacity", (0,)),
        ("calendar", "capacity", (MOST,)),
        ("calendar", "day_quotas", (0,)),
        ("calendar", "day_quotas", (None,)),
        ("pool", "capacity", (MOST,)),
        ("slot", "day", 366),
    ],
)
def test_what_is_just_within_the_limits_is_read_as_it_stands(kind, field, value):
    days = {"slot": {"day": value}} if kind == "slot" else {}
    rest = {} if kind == "slot" else {kind: {field: value}}
    found = files.read_problem(document(**days, **rest))
    assert getattr(getattr(found, f"{kind}s")[0], field) == value


@pytest.mark.parametrize(
    ("kind", "changed", "expected"),
    [
        ("request", {"weight": -1}, f'requests[0] "m".weight: {NUMBER}, found -1'),
        (
            "request",
            {"weight": MOST + 1},
            f'requests[0] "m".weight: {NUMBER}, found {MOST + 1}',
        ),
        ("request", {"weight": True}, f'requests[0] "m".weight: {NUMBER}, found True'),
        ("request", {"weight": None}, f'requests[0] "m".weight: {NUMBER}, found None'),
        ("request", {"fixed_slot": -1}, 'requests[0] "m".fixed_slot: expected a whole number from 0 to 0, found -1'),
        ("request", {"fixed_slot": 1}, 'requests[0] "m".fixed_slot: expected a whole number from 0 to 0, found 1'),
        ("request", {"allowed_slots": [0, 1]}, 'requests[0] "m".allowed_slots[1]: expected a whole number from 0 to 0, found 1'),
        ("request", {"allowed_slots": [-1]}, 'requests[0] "m".allowed_slots[0]: expected a whole number from 0 to 0, found -1'),
        ("request", {"pool": 3}, 'requests[0] "m".pool: 3 is not the id of a pool'),
        ("request", {"pool": ""}, "requests[0] \"m\".pool: '' is not the id of a pool"),
        ("request", {"calendars": None}, 'requests[0] "m".calendars: expected a list of two or more calendar ids, found None'),
        ("request", {"calendars": ["a", 3]}, 'requests[0] "m".calendars: 3 is not the id of a calendar'),
        ("request", {"must": 1}, 'requests[0] "m".must: expected true or false, found 1'),
        ("request", {"id": 3}, 'requests[0]: "id" must be a printable, non-empty text, found 3'),
        ("request", {"id": "a\nb"}, "requests[0]: \"id\" must be a printable, non-empty text, found 'a\\nb'"),
        ("calendar", {"quota": -1}, f'calendars[0] "a".quota: {NUMBER}, found -1'),
        (
            "calendar",
            {"quota": MOST + 1},
            f'calendars[0] "a".quota: {NUMBER}, found {MOST + 1}',
        ),
        ("calendar", {"capacity": [-1]}, f'calendars[0] "a".capacity[0]: {NUMBER}, found -1'),
        (
            "calendar",
            {"capacity": [MOST + 1]},
            f'calendars[0] "a".capacity[0]: {NUMBER}, found {MOST + 1}',
        ),
        ("calendar", {"capacity": [1, 1]}, 'calendars[0] "a".capacity: has 2 entries, but there are 1 slots'),
        (
            "calendar",
            {"capacity": [True]},
            f'calendars[0] "a".capacity[0]: {NUMBER}, found True',
        ),
        (
            "calendar",
            {"day_quotas": 1},
            f'calendars[0] "a".day_quotas: {BY_DAY} 1 days',
        ),
        (
            "calendar",
            {"day_quotas": []},
            f'calendars[0] "a".day_quotas: {BY_DAY} 1 days',
        ),
        (
            "calendar",
            {"day_quotas": [-1]},
            f'calendars[0] "a".day_quotas[0]: {NUMBER}, found -1',
        ),
        ("pool", {"capacity": None}, 'pools[0] "t".capacity: expected a list with one number per slot, found None'),
        ("slot", {"day": 367}, "slots[0].day: expected a whole number from 0 to 366, found 367"),
        ("slot", {"start": 9}, "slots[0].start: expected an instant such as 2027-03-15T09:00:00+08:00, found 9"),
        ("slot", {"end": "2027-03-15T08:59:00+08:00"}, "slots[0]: ends at or before its start; slots need a length"),
    ],
)
def test_what_is_just_beyond_them_is_named(kind, changed, expected):
    assert message(document(**{kind: changed})) == expected


def test_slots_may_touch_but_neither_overlap_nor_go_back_a_day():
    touching = json.loads(document(days=2))
    touching["slots"][1] |= {"start": "2027-03-15T09:30:00+08:00", "end": "2027-03-15T10:00:00+08:00", "day": 0}
    assert [slot.day for slot in files.read_problem(json.dumps(touching)).slots] == [0, 0]
    touching["slots"][0]["day"] = 1
    assert message(json.dumps(touching)) == "slots[1]: starts before slots[0] is over; list the slots in order of time"


def test_days_are_counted_by_the_last_one():
    found = files.read_problem(document(days=3, calendar={"day_quotas": [1, None, 0]}))
    assert found.calendars[0].day_quotas == (1, None, 0)
    assert message(document(days=3, calendar={"day_quotas": [1]})).endswith("for each of the 3 days")


def test_an_event_without_slots_has_no_days():
    bare = {
        "format": "praya-meetings/1",
        "slots": [],
        "calendars": [{"id": "a", "capacity": [], "day_quotas": []}],
        "requests": [],
    }
    assert files.read_problem(json.dumps(bare)).calendars[0].day_quotas == ()
    bare["calendars"][0]["day_quotas"] = [1]
    assert message(json.dumps(bare)).endswith(f"{BY_DAY} 0 days")


def test_lists_that_may_be_left_out_may_be_null():
    bare = json.loads(document()) | {"pools": None, "vetoes": None, "name": None}
    assert (files.read_problem(json.dumps(bare)).pools, files.read_problem(json.dumps(bare)).name) == ((), "")
    for kind in ("slots", "calendars", "requests"):
        without = {key: value for key, value in json.loads(document()).items() if key != kind}
        assert message(json.dumps(without)) == f'the document has no "{kind}": add it as a list'


def test_the_second_record_is_named_by_its_own_place():
    twice = json.loads(document())
    twice["requests"].append({"id": "m", "calendars": ["a", "b"], "weight": 5})
    assert message(json.dumps(twice)) == 'requests[1]: the id "m" is used twice; give each record its own'
    twice["requests"][1] |= {"id": "n", "weight": "x"}
    assert message(json.dumps(twice)).startswith('requests[1] "n".weight: ')
    assert message(json.dumps(json.loads(document()) | {"vetoes": [["a", "b"], ["a"]]})).startswith("vetoes[1]: ")


def test_a_veto_holds_within_a_larger_meeting_and_both_ways():
    three = json.loads(document()) | {"vetoes": [["b", "a"]]}
    three["calendars"].append({"id": "c", "capacity": [1]})
    three["requests"] = [{"id": name, "calendars": list(sides), "weight": 1} for name, sides in (("x", "acb"), ("y", "ac"))]
    assert [request.id for request in files.read_problem(json.dumps(three)).requests] == ["y"]


def test_a_value_is_shown_whole_up_to_sixty_characters():
    assert fields.shown("a" * 58) == f"'{'a' * 58}'"
    assert fields.shown("a" * 59) == f"'{'a' * 58}…"


def schedule(**changes):
    return json.dumps({"format": "praya-schedule/1", "assignments": {"m": 0}, "value": 5, "bound": 5.5} | changes)


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", MOST**2), ("bound", 10.0**17), ("seconds", 0.0), ("seed", MOST), ("breaks", 3), ("breaks_unpolished", MOST)],
)
def test_a_schedule_within_the_limits_is_read_as_it_stands(field, value):
    assert getattr(files.read_schedule(schedule(**{field: value})), field) == value


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"value": MOST**2 + 1}, f"value: expected a whole number from 0 to {MOST**2}, found {MOST**2 + 1}"),
        ({"value": None}, f"value: expected a whole number from 0 to {MOST**2}, found None"),
        ({"bound": float(MOST**2)}, "bound: expected a number from 0, found 1e+18"),
        ({"bound": "5"}, "bound: expected a number from 0, found '5'"),
        ({"seconds": -0.5}, "seconds: expected a number from 0, found -0.5"),
        ({"seed": -1}, f"seed: {NUMBER}, found -1"),
        ({"breaks": 1.5}, f"breaks: {NUMBER}, found 1.5"),
        ({"breaks_unpolished": "x"}, f"breaks_unpolished: {NUMBER}, found 'x'"),
        ({"assignments": {"m": -1}}, f'assignments "m": {NUMBER}, found -1'),
        ({"assignments": None}, "assignments: expected an object in braces, found None"),
        ({"refusals": []}, "refusals: expected an object in braces, found []"),
        ({"versions": {"praya": 1}}, "versions: expected an object of texts"),
    ],
)
def test_a_schedule_beyond_them_is_refused(changed, expected):
    assert message(schedule(**changed), files.read_schedule) == expected


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path, monkeypatch):
    path = tmp_path / "event.json"
    path.write_text(document(), encoding="utf-8")
    monkeypatch.setattr(files, "LARGEST_BYTES", path.stat().st_size)
    assert len(files.read_problem(path).requests) == 1
    monkeypatch.setattr(files, "LARGEST_BYTES", path.stat().st_size - 1)
    assert message(path) == "event.json is larger than 0 MB; split the event"
    monkeypatch.setattr(files, "LARGEST_BYTES", 0)
    assert files.read_problem(document()).name == ""  # a text has no such limit
    monkeypatch.setattr(files, "LARGEST_BYTES", 2**20)
    path.write_bytes(b" " * (2**20 + 1))
    assert message(path) == "event.json is larger than 1 MB; split the event"


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [(9, 10.0, 0.1), (10, 10.0, 0.0), (11, 10.0, 0.0), (0, 0.0, 0.0), (0, 0.5, 1.0), (1, 2.0, 0.5)],
)
def test_the_gap_is_the_share_of_the_bound_that_may_be_missing(value, bound, expected):
    assert Schedule({}, value, bound).gap == expected


def test_a_schedule_is_written_with_all_that_is_known_of_it():
    written = json.loads(files.schedule_as_json(Schedule({"m": 1}, 9, 10.0, 1.5, 3, 2, 7, {"n": "quota"}, {"praya": "1"})))
    assert written == {
        "format": "praya-schedule/1", "assignments": {"m": 1}, "value": 9, "bound": 10.0, "gap": 0.1, "seconds": 1.5, "seed": 3,
        "breaks": 2, "breaks_unpolished": 7, "refusals": {"n": "quota"}, "versions": {"praya": "1"},
    }  # fmt: skip  # some fields a line
    assert files.schedule_as_json(Schedule({}, 0, 0.0)).count(" ") == 0


def test_a_problem_is_written_on_one_line_and_without_what_is_not_said():
    assert "電影" in files.problem_as_json(files.read_problem(document(request={"id": "電影"})))
    text = files.problem_as_json(files.read_problem(document()))
    written = json.loads(text)
    assert (text.count("\n"), '": ' in text, written["format"], written["name"]) == (0, False, "praya-meetings/1", "")
    assert written["requests"] == [{"id": "m", "calendars": ["a", "b"], "weight": 5, "pool": None, "fixed_slot": None}]
    assert written["calendars"][0] == {"id": "a", "capacity": [1], "quota": None}
    assert written["slots"] == [{"start": "2027-03-15T09:00:00+08:00", "end": "2027-03-15T09:30:00+08:00", "day": 0}]
