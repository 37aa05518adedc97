"""`praya verify-draw` says of a published draw whether its seats follow from it, and needs neither settings nor database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from praya.cli import main
from praya.commands import verify_draw_command
from praya.engines.programme import Request, SeatRules, bundle

SEED = bytes(range(32))
ASKED = [Request(number, f"person {number}", "press" if number % 3 else "buyer", 0) for number in range(1, 9)]
DRAWN = bundle(SeatRules("the opening", 4, 1, {"press": 1}), ASKED, seed=SEED)


def run(path: Path, text: str | bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    status = main(["verify-draw", str(path)])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.strip().removeprefix(f"{path}: ")


def altered(**changes: object) -> str:
    return json.dumps({**json.loads(DRAWN), **changes}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_a_draw_as_it_was_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "bundle.json", DRAWN, capsys) == (0, ["The draw gives these seats and this waiting list."], "")


def test_what_differs_is_named_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seated, waiting = json.loads(DRAWN)["seated"], json.loads(DRAWN)["waiting"]
    changed = altered(seated=[waiting[0], *seated[1:]], waiting=[seated[0], *waiting[1:]])
    assert run(tmp_path / "bundle.json", changed, capsys) == (
        1,
        [
            f"place 1 of the seats: the bundle says {waiting[0]}, the draw gives {seated[0]}",
            f"place 1 of those who wait: the bundle says {seated[0]}, the draw gives {waiting[0]}",
            "The seats are not those of this draw.",
        ],
        "",
    )


def test_another_seed_than_the_promised_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told, _ = run(tmp_path / "bundle.json", altered(commitment="0" * 64), capsys)
    assert (status, [line.partition(":")[0] for line in told]) == (
        1,
        ["the seed is not the one that was promised", "The seats are not those of this draw."],
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nothing", "this is no JSON"),
        ("{}", "this is no bundle of the format praya-draw/1"),
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
    assert (ended.returncode, ended.stdout) == (0, "The draw gives these seats and this waiting list.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle.json"]
