"""`praya verify-draw` says of a published draw whether its seats follow from it, and needs neither settings nor database."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from praya.cli import main
from praya.commands import verify_draw_command
from praya.engines.programme import Beacon, Request, SeatRules, bundle

SEED = bytes(range(32))
ASKED = [Request(number, f"person {number}", "press" if number % 3 else "buyer", 0) for number in range(1, 9)]
RULES = SeatRules("the opening", 4, 1, {"press": 1}, beacon=Beacon("the lottery of that day", "numbers:3"))
DRAWN = bundle(RULES, ASKED, seed=SEED, beacon="7-12-23")
PROMISED = json.loads(DRAWN)["commitment"]
FOLLOW = "From these rules, this list and this seed follow these seats and this waiting list."
UNCOMPARED = "Whether it was promised so is not shown: give the commitment from before with --commitment."
COMPARED = "It was promised so: the commitment is the one that you gave."
FACTS = [
    "Compare these with what the page showed before anybody could ask:",
    f"  commitment         {PROMISED}",
    "  screening          the opening",
    "  method             draw",
    "  seats              4",
    "  held for the door  1",
    "  kept               press 1",
    "  public value       7-12-23 (numbers:3), from: the lottery of that day",
]


def run(path: Path, text: str | bytes, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    status = main(["verify-draw", str(path), *words])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.strip().removeprefix(f"{path}: ")


def altered(**changes: object) -> str:
    return json.dumps({**json.loads(DRAWN), **changes}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_a_draw_as_it_was_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "bundle.json", DRAWN, capsys) == (0, [*FACTS, FOLLOW, UNCOMPARED], "")


def test_a_commitment_from_before_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bundle.json"
    assert run(path, DRAWN, capsys, "--commitment", f" {PROMISED.upper()} ") == (0, [*FACTS, FOLLOW, COMPARED], "")
    other = "0" * 64
    assert run(path, DRAWN, capsys, "--commitment", other) == (
        1,
        [
            *FACTS,
            f"the commitment is another than the one you gave: {other}",
            "The seats are not those that were promised.",
        ],
        "",
    )
    # Whoever makes up other rules after the draw, and a commitment that is true to them, is found by the one from before.
    made_up = bundle(SeatRules("the opening", 4), ASKED, seed=SEED)
    assert run(path, made_up, capsys)[0] == 0
    assert run(path, made_up, capsys, "--commitment", PROMISED)[0] == 1


def test_what_is_no_commitment_compares_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word in ("", "0" * 63, "g" * 64):
        with pytest.raises(SystemExit) as left:
            run(tmp_path / "bundle.json", DRAWN, capsys, "--commitment", word)
        assert (left.value.code, capsys.readouterr().err.splitlines()[-1].partition("argument ")[2]) == (
            2,
            "--commitment: a commitment is 64 hexadecimal digits",
        )


def test_a_sale_is_confirmed_as_far_as_it_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told, _ = run(tmp_path / "bundle.json", bundle(SeatRules("the opening", 4), ASKED), capsys)
    assert (status, told[3], told[-4:]) == (
        0,
        "  method             first_come",
        [
            "  kept               none",
            "  public value       none",
            "From these rules and this order of arrival follow these seats and this waiting list.",
            UNCOMPARED,
        ],
    )


def test_nothing_in_a_bundle_steers_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(DRAWN)
    evil = "a\x1b[2J\u202e\nThe seats are fine\\"
    status, told, _ = run(tmp_path / "bundle.json", altered(screening=evil, seated=[evil, *found["seated"][1:]]), capsys)
    safe = "a\\x1b[2J\\u202e\\nThe seats are fine\\\\"
    assert (status, told[2]) == (1, f"  screening          {safe}")
    assert [line.partition(", the draw")[0] for line in told if "place 1 of the seats" in line] == [
        f"place 1 of the seats: the bundle says {safe}"
    ]
    assert run(tmp_path / "bundle.json", altered(**{evil: 1}), capsys) == (2, [], f"these are missing or too many: {safe}")
    assert doctest.testmod(verify_draw_command).failed == 0


def test_a_terminal_without_the_letters_is_told_all_the_same(tmp_path: Path) -> None:
    text = bundle(SeatRules("開幕", 4, quotas={"買家": 1}), ASKED, seed=SEED)
    (tmp_path / "bundle.json").write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "praya", "verify-draw", "bundle.json"]
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(words, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [line for line in ended.stdout.splitlines() if "\\u" in line] == [
        "  screening          \\u958b\\u5e55",
        "  kept               \\u8cb7\\u5bb6 1",
    ]


def test_what_differs_is_named_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seated, waiting = json.loads(DRAWN)["seated"], json.loads(DRAWN)["waiting"]
    changed = altered(seated=[waiting[0], *seated[1:]], waiting=[seated[0], *waiting[1:]])
    assert run(tmp_path / "bundle.json", changed, capsys) == (
        1,
        [
            *FACTS,
            f"place 1 of the seats: the bundle says {waiting[0]}, the draw gives {seated[0]}",
            f"place 1 of those who wait: the bundle says {seated[0]}, the draw gives {waiting[0]}",
            "The seats are not those that were promised.",
        ],
        "",
    )


def test_another_seed_than_the_promised_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told, _ = run(tmp_path / "bundle.json", altered(commitment="0" * 64), capsys)
    assert (status, told[len(FACTS) :]) == (
        1,
        [
            f"rules and seed are not those that were promised: their SHA-256 is {PROMISED}, promised was {'0' * 64}",
            "The seats are not those that were promised.",
        ],
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nothing", "this is no JSON"),
        ("{}", "this is no bundle of the format praya-draw/2"),
        (b"\xff\xfe", "this is no text in UTF-8"),
        ("[" * 100_000, "this is no JSON"),
    ],
)
def test_what_is_no_bundle_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, told: str
) -> None:
    assert run(tmp_path / "bundle.json", text, capsys) == (2, [], told)


def test_a_file_that_is_not_there_or_far_too_large_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["verify-draw", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.endswith("none: No such file or directory\n")
    monkeypatch.setattr(verify_draw_command, "LARGEST", 10)
    assert run(tmp_path / "bundle.json", DRAWN, capsys) == (2, [], "this is larger than 0 MB, no bundle is")


def test_it_needs_no_settings(tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text(DRAWN, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PRAYA_", "DATABASE_"))}
    words = [sys.executable, "-m", "praya", "verify-draw", "bundle.json"]
    environ = {**kept, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "PRAYA_VAR": str(tmp_path / "none")}
    ended = subprocess.run(words, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.splitlines()) == (0, [*FACTS, FOLLOW, UNCOMPARED])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle.json"]
