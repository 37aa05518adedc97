"""Build the table of the orders in which Han characters are listed: by strokes and by pinyin, as CLDR has them.

They are asked of the ICU in Node.js, which lists an index mark (U+FDD0 and another character) before each group.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

# By how many strokes, as U+2800 and the number, and by which letter.
_MARKS = {"strokes": [chr(0x2800 + number) for number in range(1, 49)], "pinyin": list("ABCDEFGHJKLMNOPQRSTWXYZ")}
_LOCALES = {"strokes": "zh-Hant-u-co-stroke", "pinyin": "zh-Hans-u-co-pinyin"}
_SCRIPT = """
const [locale, marks] = JSON.parse(process.argv[1]);
const known = new Intl.Collator(locale);
const all = marks.map((mark) => "\\ufdd0" + mark);
for (let code = 0x3400; code < 0xa000; code += 1) {
  const letter = String.fromCodePoint(code);
  if (/\\p{Script=Han}/u.test(letter)) all.push(letter);
}
process.stdout.write(all.sort(known.compare).join("\\n"));
"""


def write(folder: Path) -> None:
    """Write for each order its groups by number, each with its characters in order."""
    node = shutil.which("node") or "node"
    lines = []
    for name, marks in _MARKS.items():
        told = json.dumps([_LOCALES[name], marks])
        shown = subprocess.run([node, "-e", _SCRIPT, told], check=True, capture_output=True, text=True, encoding="utf-8")
        groups: dict[str, list[str]] = {}
        letters: list[str] = []
        for entry in shown.stdout.split("\n"):
            if entry.startswith("\ufdd0"):
                letters = groups.setdefault(entry[1:], [])
            else:
                letters.append(entry)
        for mark in marks:
            number = ord(mark) - 0x2800 if name == "strokes" else ord(mark) - ord("A") + 1
            letters = groups.get(mark, [])
            if mark == marks[-1] and name == "strokes":
                letters = letters[:1]  # what follows the last group has no strokes that anybody counted
            if letters:
                lines.append(f"{name}\t{number}\t{''.join(letters)}\n")
    (folder / "orders.tsv").write_text("".join(lines), encoding="utf-8")
