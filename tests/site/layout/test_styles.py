"""The formatter of style sheets and what it judges: each planted fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from script.lib.styles.__main__ import main
from script.lib.styles.judging import faults_of
from script.lib.styles.sheet import WIDTH, SheetError, read, written

LONG = "margin: 0; padding: 0; border: 0; color: inherit; background: none; display: grid; gap: 8px; align-content: start;"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (".a{margin:0}", ".a { margin:0; }\n"),
        (".a{margin: 0;padding: 0}", ".a { margin: 0; padding: 0; }\n"),
        ("@media print{.a{b: c}}", "@media print {\n  .a { b: c; }\n}\n"),
        ("/* why */\n.a { b: c; } /* beside */\n\n\n\n.d { e: f; }", "/* why */\n.a { b: c; } /* beside */\n\n.d { e: f; }\n"),
        (':root { --a: 1; /* so */ --b: "x  ; } y"; }', ':root {\n  --a: 1; /* so */\n  --b: "x  ; } y";\n}\n'),
        ('.a::before { content: "{"; }', '.a::before { content: "{"; }\n'),
        (".a { b: url(data:image/png;base64,xx); }", ".a { b: url(data:image/png;base64,xx); }\n"),
        (".a:is(.b, .c) > d { e: f }", ".a:is(.b, .c) > d { e: f; }\n"),
    ],
)
def test_a_rule_stands_on_a_line(source: str, lines: str) -> None:
    assert written(read(source)) == lines


@pytest.mark.parametrize(
    "source",
    [
        f".a {{ {LONG} }}",
        ", ".join(f".selector-{n}" for n in range(20)) + f" {{ {LONG} }}",
        ".a { font-family: " + ", ".join(f'"Face {n}"' for n in range(30)) + "; }",
        "/* " + "word " * 40 + "*/ .a { b: c; }",
    ],
)
def test_what_is_too_long_is_broken_and_stays_so(source: str) -> None:
    text = written(read(source))
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    assert written(read(text)) == text
    assert "".join(text.split()) == "".join(source.split())


@pytest.mark.parametrize("source", [".a { b: c;", ".a { b: c; } }", ".a"])
def test_braces_that_do_not_match_are_refused(source: str) -> None:
    with pytest.raises(SheetError):
        read(source)


@pytest.mark.parametrize(
    ("sheets", "pages", "faults"),
    [
        ({"a.css": ".b { c: d; } .b { e: f; }"}, {}, ["a.css: .b stands twice"]),
        ({"a.css": ".b { c: d; } @media print { .b { c: e; } }"}, {}, []),
        (
            {"a.css": "@media print { .b { c: d; } } @media print { .b { e: f; } }"},
            {},
            ["a.css: .b stands twice in @media print"],
        ),
        (
            {"a.css": ".b { c: d; }", "parts.css": ".b { c: e; }"},
            {"page": '{% sheets "parts" "a" %}'},
            ["a.css, parts.css: .b stands in both, and one page reads both"],
        ),
        ({"a.css": ".b { c: d; }", "e.css": ".b { c: e; }"}, {"page": '{% static "praya/a.css" %}'}, []),
        ({"a.css": ".b { c: d; }"}, {"page": '{% sheets "a" "gone" %}'}, ["page: there is no gone.css"]),
        (
            {"a.css": ".b { c: d; }", "e.css": ".b { c: e; }"},
            {"page": '{% static "praya/a.css" %}{% sheets "e" %}'},
            ["a.css, e.css: .b stands in both, and one page reads both"],
        ),
        (
            {"frame.css": ".b { c: d; }", "parts.css": ".b { c: e; }"},
            {},
            ["frame.css, parts.css: .b stands in both, and one page reads both"],
        ),
        (
            {"a.css": ".b { color: #fff; } .c { fill: rgb(0 0 0); } .d { font-size: 13px; } :root { --e: 1; }"},
            {},
            [
                "a.css: .b { color: #fff } belongs among the tokens of praya.css",
                "a.css: .c { fill: rgb(0 0 0) } belongs among the tokens of praya.css",
                "a.css: .d { font-size: 13px } belongs among the tokens of praya.css",
                "a.css: :root { --e: 1 } belongs among the tokens of praya.css",
            ],
        ),
        ({"a.css": ".b { color: var(--ink); font-size: var(--size-small); --own: var(--hue-1); }"}, {}, []),
        ({"praya.css": ":root { --ink: #000; }"}, {}, []),
    ],
)
def test_what_is_said_twice_or_in_the_wrong_place_is_named(
    sheets: dict[str, str], pages: dict[str, str], faults: list[str]
) -> None:
    assert list(faults_of({name: read(text) for name, text in sheets.items()}, pages)) == faults


def test_the_check_names_what_is_not_laid_out_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "static" / "a.css"
    sheet.parent.mkdir()
    sheet.write_text(".a{b:c}", encoding="utf-8")

    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out == f"{sheet}: not laid out; run script/styles\n"
    assert sheet.read_text(encoding="utf-8") == ".a{b:c}"

    assert main([], tmp_path) == 0
    assert sheet.read_text(encoding="utf-8") == ".a { b:c; }\n"


def test_every_sheet_is_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
