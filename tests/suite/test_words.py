"""A command that is called with a word it does not know says how it is called and does nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from script.lib.mutation import __main__ as mutation
from script.lib.styles import __main__ as styles
from script.lib.templates import __main__ as templates

from bench import paired

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["script/test", "--al"], "usage: script/test [--all]"),
        (["script/test", "--all", "tests/core"], "usage: script/test [--all]"),
        (["script/bare", "roof"], "usage: script/bare [user|root|all] [--all], or script/bare cheap"),
        (["script/bare", "cheap", "--verbose"], "usage: script/bare [user|root|all] [--all], or script/bare cheap"),
    ],
)
def test_a_script_refuses_a_word_it_does_not_know(tmp_path: Path, words: list[str], told: str) -> None:
    # A copy, without the parts that do the work: one that took the word would clear away the reports of the run going on here.
    (tmp_path / "script/lib").mkdir(parents=True)
    for name in [words[0], "script/lib/bare.sh", *(f"script/lib/{part}.sh" for part in ("setup", "services", "parts", "suite"))]:
        (tmp_path / name).touch()
    shutil.copy(ROOT / words[0], tmp_path / words[0])
    kept = {**os.environ, "TMPDIR": str(tmp_path)}
    ended = subprocess.run(words, cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(told)


def test_a_tool_refuses_what_is_not_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for call in (
        lambda: templates.main(["absent.html"]),
        lambda: styles.main(["--chek"]),
        lambda: paired.main(["pages"], ["pages", "--against", "no-such-revision"], tmp_path),
    ):
        with pytest.raises(SystemExit) as ended:
            call()
        assert ended.value.code == 2
    monkeypatch.setattr("sys.argv", ["script/mutate", "core/access", "--sample", "0"])
    with pytest.raises(SystemExit):
        mutation.main()
    told = [line.split("error: ")[1] for line in capsys.readouterr().err.splitlines() if "error: " in line]
    assert told == [
        "no such template: absent.html",
        "unrecognized arguments: --chek",
        "--against: this clone knows no revision 'no-such-revision' (git fetch --unshallow fetches older ones)",
        "argument --sample: '0' is no number of faults; say 1 or more",
    ]
