"""Read a style sheet into rules and write it: a rule on one line where it fits, else a declaration a line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

WIDTH = 120
STEP = "  "
_STRING = r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' """
_PIECE = re.compile(
    rf"""
    /\*.*?\*/
  | {_STRING}
  | \( [^()]* (?: \([^()]*\) [^()]* )* \)
  | [{{}};]
  | \n[ \t]*\n\s*
  | \s+
  | [^\s{{}};"'(/]+
  | .
    """,
    re.DOTALL | re.VERBOSE,
)


class SheetError(Exception):
    """Say where a style sheet cannot be read."""


@dataclass
class Comment:
    """Hold a remark; `is_beside` tells that it stands on the line of what is before it."""

    text: str
    is_beside: bool = False


@dataclass
class Declaration:
    """Hold a declaration, or a statement such as @import, without its semicolon."""

    text: str


@dataclass
class Blank:
    """Hold an empty line, which parts groups of rules."""


@dataclass
class Rule:
    """Hold a rule or an at-rule with what is in it."""

    prelude: str
    parts: list[Comment | Declaration | Blank | Rule] = field(default_factory=list)

    @property
    def selectors(self) -> list[str]:
        """Return the selectors of a rule; an at-rule is one."""
        return [self.prelude] if self.prelude.startswith("@") else _split(self.prelude)


Part = Comment | Declaration | Blank | Rule


def read(text: str) -> list[Part]:
    """Return the rules of a sheet. Raises SheetError where braces do not match."""
    stack: list[Rule] = [Rule("")]
    held = ""
    was_break = True
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece.startswith("/*") and not held.strip():
            stack[-1].parts.append(Comment(piece, is_beside=not was_break))
        elif piece == "{":
            rule = Rule(_words(held))
            stack[-1].parts.append(rule)
            stack.append(rule)
            held = ""
        elif piece in {";", "}"}:
            _end(stack, held, piece)
            held = ""
            if not stack:
                raise SheetError(f"line {text.count(chr(10), 0, found.start()) + 1}: nothing is open here")
        elif not held.strip() and piece.count("\n") > 1 and stack[-1].parts:
            stack[-1].parts.append(Blank())
        else:
            held += piece
        was_break = "\n" in piece or (was_break and not piece.strip())
    if len(stack) > 1 or held.strip():
        raise SheetError(f"{stack[-1].prelude or held.strip()}: has no end")
    return stack[0].parts


def _end(stack: list[Rule], held: str, piece: str) -> None:
    """Put a declaration that ends here into its rule, and leave the rule where it ends too."""
    if held.strip():
        stack[-1].parts.append(Declaration(_words(held)))
    if piece == "}":
        stack.pop()


def written(parts: list[Part], level: int = 0) -> str:
    """Return the text of rules, laid out."""
    return "".join(f"{line}\n" for line in _lines(parts, level))


def rules_of(parts: list[Part], around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield each rule that is no at-rule, with the at-rules around it."""
    for part in parts:
        if isinstance(part, Rule):
            if part.prelude.startswith("@") and any(isinstance(one, Rule) for one in part.parts):
                yield from rules_of(part.parts, (*around, part.prelude))
            else:
                yield around, part


def _lines(parts: list[Part], level: int) -> Iterator[str]:
    kept = _trimmed(parts)
    for at, part in enumerate(kept):
        after = kept[at + 1] if at + 1 < len(kept) else None
        beside = f" {after.text}" if isinstance(after, Comment) and after.is_beside else ""
        match part:
            case Blank():
                yield ""
            case Comment():
                if not part.is_beside:
                    yield from _remark(part.text, level)
            case Declaration():
                yield from _declaration(part.text, level, beside)
            case Rule():
                yield from _rule(part, level, beside)


def _trimmed(parts: list[Part]) -> list[Part]:
    """Drop the empty lines at both ends, and all but one between."""
    kept: list[Part] = []
    for part in parts:
        if not (isinstance(part, Blank) and (not kept or isinstance(kept[-1], Blank))):
            kept.append(part)
    while kept and isinstance(kept[-1], Blank):
        kept.pop()
    return kept


def _rule(rule: Rule, level: int, beside: str) -> Iterator[str]:
    indent = STEP * level
    if all(isinstance(part, Declaration) for part in rule.parts):
        inner = " ".join(f"{part.text};" for part in rule.parts if isinstance(part, Declaration))
        line = f"{indent}{rule.prelude} {{ {inner} }}{beside}"
        if len(line) <= WIDTH:
            yield line
            return
    if len(indent + rule.prelude) + 2 <= WIDTH:
        yield f"{indent}{rule.prelude} {{"
    else:
        *most, last = rule.selectors
        yield from (f"{indent}{one}," for one in most)
        yield f"{indent}{last} {{"
    yield from _lines(rule.parts, level + 1)
    yield f"{indent}}}{beside}"


def _declaration(text: str, level: int, beside: str) -> Iterator[str]:
    indent = STEP * level
    if len(f"{indent}{text};{beside}") <= WIDTH:
        yield f"{indent}{text};{beside}"
        return
    if beside:
        yield f"{indent}{beside.strip()}"
    name, _, value = text.partition(": ")
    yield f"{indent}{name}:"
    values = _split(value)
    yield from textwrap.wrap(
        ", ".join(values) + ";",
        WIDTH,
        initial_indent=indent + STEP * 2,
        subsequent_indent=indent + STEP * 2,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _remark(text: str, level: int) -> Iterator[str]:
    indent = STEP * level
    if "\n" in text:
        yield from (line.rstrip() for line in (indent + text).splitlines())
        return
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "   ", break_long_words=False, break_on_hyphens=False
    )


def _words(text: str) -> str:
    """Return a text with single spaces, outside of quotation marks."""
    parts = re.split(f"({_STRING})", text, flags=re.VERBOSE)
    spaced = "".join(part if at % 2 else re.sub(r"\s+", " ", part) for at, part in enumerate(parts)).strip()
    return re.sub(r"\(\s+|\s+\)", lambda found: found[0].strip(), spaced)


def _split(text: str) -> list[str]:
    """Split at the commas that stand in no brackets or quotation marks."""
    found, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0 and not quote:
            found.append("")
        else:
            found[-1] += letter
    return [one.strip() for one in found]
