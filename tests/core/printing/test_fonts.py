"""Have exactly the fonts of the requirements, on every machine."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from praya.core.printing import fonts
from praya.core.printing.charmaps import _ranges_of_cmap, _table, charmap_of_ranges
from praya.core.printing.runs import tongue_of

SCRIPTS = """
    Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya
    Sinhala Symbols Tamil Telugu Thai
"""


def test_the_layout_program_sees_the_fonts_of_the_packages_and_no_others() -> None:
    shipped = {
        str(Path(str(file.locate())))
        for name in ("manimgx-fonts", "manimgx-fonts-cjk")
        for file in distribution(name).files or []
        if file.suffix in {".ttf", ".ttc", ".otf"}
    }
    seen = [font.path for font in fonts.fonts().fonts()]
    assert None not in seen  # a font without a file would be one of the layout program's own
    assert {str(Path(path).resolve()) for path in seen} == {str(Path(path).resolve()) for path in shipped}
    assert len(shipped) == 24


def test_families_stand_in_the_order_in_which_a_letter_is_looked_for() -> None:
    expected = ["Noto Sans", "Noto Sans CJK TC", *(f"Noto Sans {script}" for script in SCRIPTS.split()), "Noto Emoji"]
    assert list(fonts.families()) == expected
    assert fonts.families_for("he")[:2] == ["Noto Sans Hebrew", "Noto Sans"]
    assert set(fonts.families_for("he")) == set(expected)
    assert fonts.WANTED - set(expected) == set()


def test_one_face_draws_whatever_the_other_faces_of_the_collection_draw() -> None:
    """Only one of the five faces prints: were another to have more letters, they would be called drawable and print as boxes."""
    font = Path(next(font.path for font in fonts.fonts().fonts() if font.family == fonts.HAN)).read_bytes()
    starts = struct.unpack_from(">5I", font, 12)
    tables = [_table(font, start, b"cmap") for start in starts]
    faces = [charmap_of_ranges(_ranges_of_cmap(font, table, set())) for table in tables if table is not None]
    assert len(faces) == 5
    assert [face == faces[0] for face in faces] == [True] * 5
    assert faces[0] in fonts.charmaps()


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGES", ("manimgx_fonts", "fonts_of_nobody"))
    with pytest.raises(fonts.FontsMissing, match=r"^the package fonts-of-nobody is not installed$"):
        fonts.font_folders()


# Characters that the five regions write differently, with a comma and a full stop, whose places differ too.
DIFFERENT = "令直骨返認神誤，。"
REGIONAL = {"ja": "JP", "ko": "KR", "zh-Hans": "SC", "zh-CN": "SC", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK", "zh-MO": "HK"}


def outlines(folder: Path, settings: str) -> tuple[str, ...]:
    """Return the shapes of the characters as the layout program draws them."""
    import typst

    layout = folder / "shapes.typ"
    layout.write_text(f'#set page(width: 20cm, height: auto)\n#set text({settings})\n#text("{DIFFERENT}")', encoding="utf-8")
    drawn = typst.Compiler(layout, root=folder, font_paths=fonts.fonts()).compile(format="svg").decode()
    return tuple(re.findall(r'<path[^>]* d="([^"]+)"', drawn))


@pytest.mark.parametrize("weight", [400, 700])
def test_each_language_writes_han_characters_in_the_form_of_its_region(tmp_path: Path, weight: int) -> None:
    """A text in our face, by language and region, has the very shapes of that region's own face."""
    drawn, own = {}, {}
    for tag, region in REGIONAL.items():
        tongue = tongue_of(tag)
        words = f'lang: "{tongue["language"]}", region: {_quoted(tongue["region"])}, weight: {weight}'
        drawn[tag] = outlines(tmp_path, f'font: "{tongue["fonts"][0]}", {words}')
        own[tag] = outlines(tmp_path, f'font: "Noto Sans CJK {region}", {words}')
    assert drawn == own
    assert len(set(drawn.values())) == 5
    assert len(drawn["ja"]) >= len(DIFFERENT)


def _quoted(region: str) -> str:
    return f'"{region}"' if region else "none"


MEMORY = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from praya.core.printing.letters import printable
from praya.core.printing.press import Press
from praya.core.printing.runs import run
def held():
    return int(re.search(r"VmRSS:\\\\s+(\\\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
before = held()
texts = [run(text, tag) for tag, text in {texts!r}.items()]
content = {{"texts": texts}}
layout = Path({folder!r}, "memory.typ")
layout.write_text('#import "runs.typ": run\\\\n#for one in json("content.json").texts [#run(one)]')
with Press(content, at=datetime(2027, 3, 16, tzinfo=UTC)) as press:
    assert press.pdf(layout).startswith(b"%PDF")
print(held() - before)
""".replace("\\\\", "\\")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which Linux has")
def test_all_regional_forms_together_cost_a_process_less_than_100_megabytes(tmp_path: Path) -> None:
    texts = dict.fromkeys(REGIONAL, DIFFERENT)
    program = MEMORY.format(texts=texts, folder=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "src"}
    )
    assert int(done.stdout) < 100
