"""`praya solve`: files in, files out, one line per error."""

import io
import re
import subprocess
import sys

import pytest

from praya.cli import main
from praya.commands import solve_command
from praya.commands.solve_command import Bar, peak_megabytes, write_whole
from praya.engines.meetings import files
from praya.engines.meetings.check import faults
from praya.engines.meetings.problem import Progress
from tests.engines.meetings.drawn import drawn_problem
from tests.engines.meetings.small import ask, problem


def written(tmp_path, asked):
    path = tmp_path / "problem.json"
    path.write_text(files.problem_as_json(asked), encoding="utf-8")
    return path


def solve(tmp_path, path, *more):
    return main(["solve", str(path), "-o", str(tmp_path / "schedule.json"), *more])


def test_a_problem_file_becomes_a_schedule_file_and_a_summary(tmp_path, capsys):
    asked = problem(ask("m", "ab", 5), ask("n", "ac", 4), slots=1)
    assert solve(tmp_path, written(tmp_path, asked)) == 0
    schedule = files.read_schedule(tmp_path / "schedule.json")
    assert (dict(schedule.assignments), schedule.value, faults(asked, schedule)) == ({"m": 0}, 5, [])
    told = capsys.readouterr()
    text = re.sub(r"[\d.,]+( s\)| MB$)|(?<=seconds      )[\d.]+", r"#\1", told.out, flags=re.MULTILINE)
    assert text.splitlines() == [
        "placed       1 of 2 requests",
        "value        5, 100 % (proved optimal after # s)",
        "breaks       0, at most 0 for one calendar",
        "refused      1 outbid",
        "seconds      #",
        "peak memory  # MB",
    ]
    assert re.fullmatch(r" +0\.\d s  check    value 0  bound 9  gap 100\.0000%", told.err.splitlines()[0])


def test_a_quiet_run_says_nothing_on_standard_error(tmp_path, capsys):
    assert solve(tmp_path, written(tmp_path, problem(ask("m", "ab", 5))), "--quiet", "--seed=3", "--threads=1") == 0
    told = capsys.readouterr()
    assert (told.err, "refused" in told.out) == ("", False)


def test_a_gap_that_is_left_is_stated_with_its_bound(tmp_path, capsys):
    asked = drawn_problem(8, days=2, per_day=6, calendars=14, requests=120)[0].problem
    assert solve(tmp_path, written(tmp_path, asked), "--quiet", "--seconds", "0.001") == 0
    schedule = files.read_schedule(tmp_path / "schedule.json")
    assert schedule.bound > schedule.value
    assert f"{100 * (1 - schedule.gap):.4f} % of the bound {schedule.bound:,.0f} (after" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "not valid JSON at line 1, column 2"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": "praya-meetings/1"}', 'the document has no "slots": add it as a list'),
    ],
)
def test_unusable_files_end_in_one_line_and_status_2(tmp_path, capsys, content, expected):
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    assert solve(tmp_path, path) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("praya solve: ") and expected in lines[0]


def test_promises_that_clash_end_in_one_line_and_status_2(tmp_path, capsys):
    asked = problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=0))
    assert solve(tmp_path, written(tmp_path, asked), "--quiet") == 2
    assert capsys.readouterr().err.startswith('praya solve: the fixed meetings "m", "n" cannot all be held')
    assert not (tmp_path / "schedule.json").exists()


def test_a_folder_that_does_not_exist_is_named_before_the_work(tmp_path, capsys):
    output = tmp_path / "none" / "schedule.json"
    assert main(["solve", str(tmp_path / "p.json"), "-o", str(output)]) == 2
    assert capsys.readouterr().err == f"praya solve: cannot write {output}: its folder does not exist\n"


@pytest.mark.parametrize(
    "option", ["--seconds=0", "--seconds=nan", "--seed=-1", "--threads=0", "--threads=65", "--seed=x", "--seconds=x"]
)
def test_options_outside_their_range_are_refused(tmp_path, capsys, option):
    with pytest.raises(SystemExit) as caught:
        solve(tmp_path, written(tmp_path, problem()), option)
    assert caught.value.code == 2
    assert f"argument {option.split('=')[0]}: " in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_one_line_that_is_drawn_anew():
    stream = Terminal()
    bar = Bar(stream, 12.0, is_shown=True)
    bar.show(Progress(6.0, 9_000, 10_000.0, "bound"))
    bar.show(Progress(12.5, 0, 0.0, "bound"))
    bar.close()
    half, full, rest = stream.getvalue().split("\r\x1b[K")[1:][0], stream.getvalue().split("\r\x1b[K")[2], ""
    assert half == "[############............]    6.0 s  bound    value 9,000  bound 10,000  gap 10.0000%"
    assert full + rest == "[########################]   12.5 s  bound    value 0  bound 0  gap 0\n"


def test_a_hidden_bar_writes_nothing():
    stream = Terminal()
    bar = Bar(stream, 12.0, is_shown=False)
    bar.show(Progress(6.0, 9_000, 10_000.0, "bound"))
    bar.close()
    assert stream.getvalue() == ""


def test_a_file_that_cannot_be_written_whole_leaves_nothing(tmp_path):
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(taken, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_run_without_a_schedule_is_an_error(tmp_path, capsys, monkeypatch):
    # A run always ends with a schedule or an error; this guards against a stream that was cut off.
    monkeypatch.setattr("praya.engines.meetings.solve", lambda *_, **__: iter([Progress(0.0, 0, 1.0, "check")]))
    assert solve(tmp_path, written(tmp_path, problem(ask("m", "ab"))), "--quiet", "--seconds", "5") == 2
    assert capsys.readouterr().err == ("praya solve: no schedule was found within 5 seconds; allow more with --seconds\n")


def test_memory_is_not_known_everywhere(monkeypatch):
    assert peak_megabytes() > 10
    monkeypatch.setitem(sys.modules, "resource", None)
    assert peak_megabytes() == 0.0


def test_no_database_and_no_django_are_needed(tmp_path):
    path = written(tmp_path, problem(ask("m", "ab")))
    program = (
        "import sys; from praya.cli import main; "
        f"status = main(['solve', {str(path)!r}, '-o', {str(tmp_path / 's.json')!r}, '--quiet']); "
        "sys.exit(status or ('django' in sys.modules) * 3)"
    )
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, b"")


def test_a_brokerage_event_is_told_by_its_ending(tmp_path, capsys):
    path = tmp_path / "event.DZN"
    path.write_text(
        "nBusiness = 3; nMeetings = 3; nTables = 1; nTotalSlots = 3; nMorningSlots = 2;\n"
        "requested = [|1, 2, 3,\n|1, 3, 1,\n|2, 3, 3 |];\nforbidden = [{}, {}, {}];\nfixed = [0, 0, 0];\n"
    )
    assert solve(tmp_path, path, "--quiet", "--seconds", "2") == 0
    schedule = files.read_schedule(tmp_path / "schedule.json")
    assert sorted(schedule.assignments.values()) == [0, 1, 2]
    assert schedule.assignments["meeting 2"] in (0, 1)
    assert "placed       3 of 3 requests" in capsys.readouterr().out


def test_the_command_declares_its_defaults():
    import argparse

    parser = argparse.ArgumentParser()
    solve_command.add_arguments(parser)
    options = parser.parse_args(["p.json", "-o", "s.json"])
    assert (options.seconds, options.seed, options.threads, options.quiet) == (90.0, 1, 2, False)
