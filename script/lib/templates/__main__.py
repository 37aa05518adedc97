"""Lay out the templates named, or all; with --check only say which are not, and exit with 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from script.lib.templates.layout import LayoutError, laid_out, long_lines

FOLDER = Path("src/praya")


def main(words: list[str]) -> int:
    """Write or judge; return the exit status."""
    reader = argparse.ArgumentParser(prog="script/templates", description=__doc__)
    reader.add_argument("paths", nargs="*", type=Path, metavar="TEMPLATE", help="without one: all of them")
    reader.add_argument("--check", action="store_true", help="only say which are not laid out")
    asked = reader.parse_args(words)
    absent = [str(path) for path in asked.paths if not path.is_file()]
    if absent:
        reader.error(f"no such template: {', '.join(absent)}")
    paths = asked.paths or sorted(FOLDER.rglob("templates/**/*.html"))
    faults = [fault for path in paths for fault in _faults(path, is_check=asked.check)]
    print("\n".join(faults) or f"{len(paths)} templates are laid out.")  # noqa: T201
    return 1 if faults else 0


def _faults(path: Path, *, is_check: bool) -> list[str]:
    source = path.read_text(encoding="utf-8")
    try:
        text = laid_out(source)
    except LayoutError as error:
        return [f"{path}: {error}"]
    faults = [f"{path}:{number}: longer than a line may be" for number in long_lines(text)]
    if text != source and is_check:
        return [f"{path}: not laid out; run script/templates"]
    if text != source:
        path.write_text(text, encoding="utf-8")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
