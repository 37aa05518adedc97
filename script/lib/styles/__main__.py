"""Lay out the style sheets; with --check only say which are not, or say something twice, and exit with 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from script.lib.styles.judging import faults_of
from script.lib.styles.sheet import WIDTH, read, written

SOURCE = Path("src/praya")


def main(words: list[str], source: Path = SOURCE) -> int:
    """Write or judge; return the exit status."""
    reader = argparse.ArgumentParser(prog="script/styles", description=__doc__)
    reader.add_argument("--check", action="store_true", help="only say what is not laid out, or is said twice")
    asked = reader.parse_args(words)
    paths = sorted(source.rglob("static/**/*.css"))
    sheets = {path: read(path.read_text(encoding="utf-8")) for path in paths}
    faults = [fault for path, parts in sheets.items() for fault in _lay_out(path, written(parts), is_check=asked.check)]
    pages = {str(path): path.read_text(encoding="utf-8") for path in source.rglob("templates/**/*.html")}
    faults += faults_of({path.name: parts for path, parts in sheets.items()}, pages)
    print("\n".join(faults) or f"{len(paths)} style sheets are laid out.")  # noqa: T201
    return 1 if faults else 0


def _lay_out(path: Path, text: str, *, is_check: bool) -> list[str]:
    long = [number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]
    faults = [f"{path}:{number}: longer than a line may be" for number in long]
    if path.read_text(encoding="utf-8") == text:
        return faults
    if is_check:
        return [*faults, f"{path}: not laid out; run script/styles"]
    path.write_text(text, encoding="utf-8")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
