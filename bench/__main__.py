"""Run one benchmark by name and keep its figures with the facts of the machine in var/bench/."""

from __future__ import annotations

import ast
import importlib
import json
import sys
import time
from pathlib import Path

from bench.machine import machine_facts

FOLDER = Path(__file__).parent
OUTPUT = FOLDER.parent / "var" / "bench"
NOT_BENCHMARKS = {"__init__", "__main__", "machine"}


def benchmarks() -> dict[str, str]:
    """Return every module here that has a `main`, with the first line of its docstring."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        has_main = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if path.stem not in NOT_BENCHMARKS and has_main:
            found[path.stem] = (ast.get_docstring(tree) or "").split("\n")[0]
    return found


def main(words: list[str]) -> int:
    """Run `NAME [arguments]`; without a known name, list what there is."""
    known = benchmarks()
    if not words or words[0] not in known:
        print("script/bench NAME [arguments]; --help after a name tells its arguments.\n")
        for name, summary in known.items():
            print(f"  {name:<12} {summary}")
        return 0 if not words else 2
    name, *rest = words
    facts = machine_facts()
    began = time.monotonic()
    result = importlib.import_module(f"bench.{name}").main(rest)
    if isinstance(result, dict):
        OUTPUT.mkdir(parents=True, exist_ok=True)
        kept = {
            "bench": name,
            "arguments": rest,
            "seconds": round(time.monotonic() - began, 1),
            "machine": facts,
            "result": result,
        }
        path = OUTPUT / f"{name}.json"
        path.write_text(json.dumps(kept, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
        print(f"figures kept in {path.relative_to(FOLDER.parent)}")
        return int(bool(result.get("faults")))
    return int(result or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
