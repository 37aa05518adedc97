"""Read the modules of the house once, and say what a fault is."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path

ROOTS = ("src", "tests", "bench", "script")
# The one way to leave a rule for once: this comment, with its reason, on the line that the fault names.
EXCEPTION = re.compile(r"#\s*house:\s*(?P<reason>.*)$")
FEWEST_LETTERS = 10


@dataclass(frozen=True, order=True)
class Fault:
    """Name a line that breaks a rule, and say which."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Module:
    """Hold one module of the house: where it is and what stands in it."""

    path: str
    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the folders and the name without its ending."""
        return Path(self.path).with_suffix("").parts

    @property
    def name(self) -> str:
        """Return the name that imports use; a package's is that of its folder."""
        return self.parts[-2] if self.parts[-1] in {"__init__", "__main__"} else self.parts[-1]

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def comments(self) -> dict[int, str]:
        """Return the comments by line; what looks like one inside a text is none."""
        tokens = tokenize.generate_tokens(StringIO(self.text).readline)
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    @cached_property
    def exceptions(self) -> dict[int, str]:
        """Return the reasons of the exceptions by line."""
        found = ((line, EXCEPTION.search(comment)) for line, comment in self.comments.items())
        return {line: match["reason"].strip() for line, match in found if match}


def modules_of(house: Path) -> Iterator[Module]:
    """Return every module that somebody wrote; Django writes the migrations."""
    for root in ROOTS:
        for path in sorted((house / root).rglob("*.py")):
            if "migrations" not in path.parts:
                yield Module(path.relative_to(house).as_posix(), path.read_text(encoding="utf-8"))
