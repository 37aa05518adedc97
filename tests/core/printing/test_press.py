"""Lay documents out: the same bytes everywhere, and every text drawable."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from praya.core.printing.letters import STAND_IN
from praya.core.printing.press import Press
from praya.core.printing.runs import run
from tests.pdf import fonts_of, text_of

AT = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
LAYOUT = """
#import "runs.typ": run, tongued
#let content = json("content.json")
#set page(width: 12cm, height: auto)
#set text(font: content.runs.first().fonts)
#for one in content.runs [#run(one) #text(weight: "bold", run(one)) \\ ]
#content.plain.at("deep").first()
#metadata(content.runs.len()) <count>
"""
NAMES = {
    "zh-HK": "吳思遠",
    "ja": "是枝 裕和",
    "ko": "봉준호",
    "ar": "نادين",
    "th": "อภิชาติ",
    "he": "ארי",
    "hi": "सत्यजित",
    "ru": "Андрей",
    "vi": "Trần",
}


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    (tmp_path / "layout.typ").write_text(LAYOUT, encoding="utf-8")
    return tmp_path / "layout.typ"


def content_of(names: dict[str, str]) -> dict:
    return {"runs": [run(text, tag) for tag, text in names.items()], "plain": {"deep": ["Zo\ue000e"]}}


def test_every_text_is_made_drawable_however_deep_it_lies(layout: Path) -> None:
    with Press(content_of({"en": "Ana \u0378"}), at=AT) as press:
        printed = press.pdf(layout)
        assert press.told(layout, "count") == 1
        root = press.root
    assert text_of(printed) == f"Ana{STAND_IN}Ana{STAND_IN}Zo{STAND_IN}e"
    assert not root.exists()


def test_each_script_is_drawn_by_its_own_font(layout: Path) -> None:
    with Press(content_of(NAMES), at=AT) as press:
        printed = press.pdf(layout)
    # A variable font is embedded under the name of its first weight.
    assert fonts_of(printed) == {
        "NotoSans-Regular",
        "NotoSansCJKtc-Thin",
        "NotoSansArabic-Regular",
        "NotoSansThai-Regular",
        "NotoSansHebrew-Light",
        "NotoSansDevanagari-Regular",
    }


def test_the_same_content_gives_the_same_bytes_in_two_processes(layout: Path) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from tests.core.printing.test_press import *\n"
        "with Press(content_of(NAMES), at=AT) as press: print(hashlib.sha256(press.pdf(Path(sys.argv[1]))).hexdigest())"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", program, str(layout)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": "src:.", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert seeds[0] == seeds[1] != ""


def test_the_date_of_a_document_is_the_moment_it_tells_of(layout: Path) -> None:
    with Press(content_of({"en": "Ana"}), at=AT) as press:
        assert b"/CreationDate(D:20270316010000Z)" in press.pdf(layout).replace(b"/CreationDate (", b"/CreationDate(")


def test_files_lie_beside_the_layout(tmp_path: Path) -> None:
    (tmp_path / "read.typ").write_text('#metadata(read("a.txt") + read("b.txt")) <both>', encoding="utf-8")
    with Press({}, at=AT, files={"a.txt": b"one "}) as press:
        press.keep("b.txt", b"two")
        assert press.told(tmp_path / "read.typ", "both") == "one two"
