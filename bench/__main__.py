"""Run one benchmark by name, all of them, or one beside an older revision; without a name, list them with their bars."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

from bench import everything, paired
from bench.running import run

FOLDER = Path(__file__).parent
OUTPUT = Path("var") / "bench"
ABOUT = {"all": everything, "paired": paired}


def benchmarks() -> dict[str, str]:
    """Return every module here that has a `main` which returns a Result, with the first line of its docstring."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        mains = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "main"]
        if any(isinstance(main.returns, ast.Name) and main.returns.id == "Result" for main in mains):
            found[path.stem] = (ast.get_docstring(tree) or "").split("\n")[0]
    return found


def listing() -> str:
    """Return all names with what each measures and the bars it judges."""
    lines = ["script/bench NAME [arguments]; --help after a name tells its arguments.", ""]
    for name, module in ABOUT.items():
        lines.append(f"  {name:<12} {(module.__doc__ or '').splitlines()[0]}")
    for name, summary in benchmarks().items():
        lines.append(f"\n  {name:<12} {summary}")
        lines += [f"  {'':<14} {bar}" for bar in importlib.import_module(f"bench.{name}").BARS if bar.limit is not None]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Run `NAME [arguments]`; return 1 when a bar was missed, 2 for an unknown name."""
    known = benchmarks()
    if not words or words[0] not in {*known, *ABOUT}:
        print(listing())
        return 0 if not words else 2
    name, *rest = words
    if name == "all":
        return everything.main(list(known), rest, OUTPUT)
    if name == "paired":
        return paired.main(list(known), rest, OUTPUT)
    return run(f"bench.{name}", OUTPUT / f"{name}.json", rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
