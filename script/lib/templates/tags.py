"""Break long tags over several lines: HTML tags one attribute a line, tags of Django between their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from praya.core.templating.whitespace import DJANGO

_ATOM = re.compile(
    rf"""
    (?P<gap>\s+)
  | (?P<django>\{{%.*?%\}})
  | (?P<text>(?:\{{\{{.*?\}}\}}|"(?:{DJANGO}|[^"])*"|'(?:{DJANGO}|[^'])*'|[^\s"'{{])+)
    """,
    re.VERBOSE,
)
_VALUE = re.compile(r"(?P<gap> )|\{%.*?%\}|(?:\{\{.*?\}\}|(?!\{%)\S)+")
_ARGUMENT = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+""")
_OPENS = re.compile(r"\{%\s*(if|for|with)\b")
_CLOSES = re.compile(r"\{%\s*end(if|for|with)\b")
_TURNS = re.compile(r"\{%\s*(elif|else|empty)\b")


def broken_tag(tag: str, *, indent: str, start: int, tail: str, width: int) -> list[str]:
    """Return the lines of a tag that is too long for one.

    The first has no indent, as it begins at column `start`; the last has room for `tail`.
    """
    if tag.startswith("{"):
        units = [(True, word) for word in _ARGUMENT.findall(tag)]
        return _filled(units, indent + " " * 4, start=start, width=width)
    return _broken_markup(tag, indent + " " * 4, tail=tail, width=width)


def _filled(units: list[tuple[bool, str]], indent: str, *, start: int, width: int) -> list[str]:
    """Fill lines with what may stand on a line of its own, each with whether a space is before it."""
    lines = [units[0][1]]
    for gap, text in units[1:]:
        space = " " if gap else ""
        column = start if len(lines) == 1 else 0
        if column + len(lines[-1] + space + text) > width:
            lines.append(indent + text)
        else:
            lines[-1] += space + text
    return lines


def _broken_markup(tag: str, indent: str, *, tail: str, width: int) -> list[str]:
    """Give each attribute a line; a condition with its attributes is one, and broken at its own tags when too long."""
    end = "/>" if tag.endswith("/>") else ">"
    first, *groups = _groups(tag.removesuffix(end).rstrip())
    lines = ["".join(text for _, text in first)]
    for at, group in enumerate(groups, 1):
        text = "".join((" " if at and gap else "") + word for at, (gap, word) in enumerate(group))
        room = width - len(end + tail) if at == len(groups) else width
        if len(indent + text) <= room:
            lines.append(indent + text)
        else:
            for line in _broken_group(group, indent):
                lines += _broken_value(line, room)
    lines[-1] += end
    return lines


def _broken_value(line: str, width: int) -> list[str]:
    """Break a line that holds one attribute where that is too long."""
    if len(line) <= width:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()))
    first, *others = _filled(_words(line.lstrip()), indent + "  ", start=len(indent), width=width)
    return [indent + first, *others]


def _words(value: str) -> list[tuple[bool, str]]:
    """Return the parts of a value between which a line may break: words, and tags of Django that follow no space."""
    units: list[tuple[bool, str]] = []
    gap = False
    for found in _VALUE.finditer(value):
        text = found[0]
        if found.lastgroup == "gap":
            gap = True
        elif units and gap == text.startswith("{%"):
            units[-1] = (units[-1][0], units[-1][1] + (" " if gap else "") + text)
            gap = False
        else:
            units.append((gap, text))
            gap = False
    return units


def _groups(tag: str) -> Iterator[list[tuple[bool, str]]]:
    """Yield what may stand on a line of its own: the name, an attribute, a condition with its attributes."""
    group: list[tuple[bool, str]] = []
    depth, gap = 0, False
    for found in _ATOM.finditer(tag):
        if found.lastgroup == "gap":
            gap = True
            continue
        text = found[0]
        is_django = text.startswith("{%")
        is_break = gap != is_django
        if group and depth == 0 and is_break:
            yield group
            group = []
        group.append((gap, text))
        depth += bool(_OPENS.match(text)) - bool(_CLOSES.match(text))
        gap = False
    yield group


def _broken_group(group: list[tuple[bool, str]], indent: str) -> list[str]:
    """Break a condition at its tags and between its attributes."""
    lines: list[str] = []
    depth = 0
    for gap, text in group:
        depth -= bool(_CLOSES.match(text))
        if not lines or gap != text.startswith("{%"):
            level = depth - bool(_TURNS.match(text))
            lines.append(indent + "  " * level + text)
        else:
            lines[-1] += (" " if gap else "") + text
        depth += bool(_OPENS.match(text))
    return lines
