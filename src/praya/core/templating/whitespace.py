"""Say what a line break in a template means, so that readable sources cost nothing in the pages.

The law: a line break with its indentation is nothing beside a tag, of HTML or of Django, and one space between words;
`{{ value }}` is a word. Inside a tag it is one space, and nothing before `>` and `{%`. A space that is meant beside a tag
stands within a line, or is written `{{ " " }}`. Comments are nothing. What stands between the tags of pre, textarea,
script, style, verbatim and blocktranslate keeps its white space; a `trimmed` translation loses it as Django says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from operator import itemgetter

WRITTEN_SPACE = '{{ " " }}'
DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{\#.*?\#\}"
_PIECE = re.compile(
    rf"""
    (?P<comment>\{{\#[^\n]*?\#\}}|\{{%\s*comment\b.*?%\}}.*?\{{%\s*endcomment\s*%\}})
  | (?P<block>\{{%.*?%\}})
  | (?P<value>\{{\{{.*?\}}\}})
  | (?P<remark><!--.*?-->)
  | (?P<markup></?[a-zA-Z!](?>{DJANGO}|"(?>{DJANGO}|[^"])*"|'(?>{DJANGO}|[^'])*'|[^>"'])*>)
  | (?P<space>\s+)
  | (?P<word>(?:(?!\{{[%{{\#]|<[a-zA-Z/!])\S)+)
    """,
    re.DOTALL | re.VERBOSE,
)
_BREAK = re.compile(r"[ \t]*\n\s*")
_BREAK_BEFORE = re.compile(r"[ \t]*\n\s*(?=/?>|\{%)")
_AT_PLURAL = re.compile(r"\s+(?=\{%\s*plural\b)|(?<=plural %\})\s+")
_TAG = re.compile(DJANGO, re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)|\{%\s*(\w+)")
_VERBATIM = {"verbatim", "blocktranslate", "blocktrans"}
_RAW = {"pre", "textarea", "script", "style"}
_OPENS_RAW = re.compile(r"<(?:pre|textarea|script|style)\b|\{%\s*(?:verbatim|blocktrans(?:late)?)\b", re.IGNORECASE)


class Kind(Enum):
    """Name what a piece of a template is; raw is what keeps its white space."""

    COMMENT = "comment"
    BLOCK = "block"
    VALUE = "value"
    REMARK = "remark"
    MARKUP = "markup"
    SPACE = "space"
    WORD = "word"
    RAW = "raw"


_KINDS = {kind.value: kind for kind in Kind}
WORDS = {Kind.VALUE, Kind.WORD, Kind.RAW}


class Gap(IntEnum):
    """Name what is between two pieces; of two side by side the greater holds."""

    NONE = 0
    BREAK = 1
    SPACE = 2


@dataclass(slots=True)
class Piece:
    """Hold a piece of a source: what it is, its text, and where it starts."""

    kind: Kind
    text: str
    start: int

    @property
    def name(self) -> str:
        """Return the name of a tag in small letters, of HTML or of Django; nothing for other pieces."""
        found = _NAME.match(self.text) if self.kind in {Kind.BLOCK, Kind.MARKUP} else None
        return (found[1] or found[2]).lower() if found else ""

    @property
    def is_closing(self) -> bool:
        """Tell whether this is the closing tag of an element."""
        return self.kind is Kind.MARKUP and self.text.startswith("</")

    @property
    def gap(self) -> Gap:
        """Return what white space this is; none for pieces that are not white space."""
        if self.kind is Kind.SPACE:
            return Gap.BREAK if "\n" in self.text else Gap.SPACE
        return Gap.SPACE if self.text == WRITTEN_SPACE else Gap.NONE


@dataclass
class Compacted:
    """Hold what is compiled, and for each tag its place there and in the source."""

    text: str
    marks: list[tuple[int, int]] = field(default_factory=list)

    def origin(self, position: int) -> int:
        """Return the place in the source of a place in the compacted text."""
        index = bisect_right(self.marks, position, key=itemgetter(0)) - 1
        if index < 0:
            return 0
        ours, theirs = self.marks[index]
        return theirs + position - ours


def pieces_of(source: str) -> Iterator[Piece]:
    """Yield the pieces of a template, in order; together they are the source.

    Raises ValueError where a tag is not closed.
    """
    position = 0
    while position < len(source):
        found = _PIECE.match(source, position)
        if found is None:
            line = source.count("\n", 0, position) + 1
            raise ValueError(f"line {line}: what begins with {source[position : position + 20]!r} has no end")
        piece = Piece(_KINDS[found.lastgroup or ""], found[0], position)
        yield piece
        position = found.end()
        if _OPENS_RAW.match(piece.text):
            end = _end_of_raw(piece, source, position)
            if end > position:
                yield Piece(Kind.RAW, source[position:end], position)
            position = end


def compact(source: str) -> Compacted:
    """Return a template as it is compiled: without the line breaks that mean nothing.

    Raises ValueError as `pieces_of`.
    """
    marks: list[tuple[int, int]] = []
    written: list[str] = []
    length, gap = 0, Gap.NONE
    previous: Piece | None = None
    for piece in pieces_of(source):
        own = piece.gap
        if own:
            gap = max(gap, own)
            continue
        if piece.kind is Kind.COMMENT:
            continue
        if gap:
            if is_space(gap, previous, piece):
                written.append(" ")
                length += 1
            gap = Gap.NONE
        text = one_line(piece, previous)
        marks += _marks(piece, text, length)
        written.append(text)
        length, previous = length + len(text), piece
    written.append(" " if is_space(gap, previous, None) else "")
    return Compacted("".join(written), marks)


def is_space(gap: Gap, before: Piece | None, after: Piece | None) -> bool:
    """Tell whether what is between two pieces becomes a space; the ends of a file count as tags."""
    words = before is not None and after is not None and before.kind in WORDS and after.kind in WORDS
    return gap is Gap.SPACE or (gap is Gap.BREAK and words)


def one_line(piece: Piece, previous: Piece | None) -> str:
    """Return the text of a piece without its line breaks; a raw piece keeps them unless it is trimmed."""
    text = piece.text
    if piece.kind is Kind.RAW and previous is not None and is_trimmed(previous):
        return _BREAK.sub(" ", _AT_PLURAL.sub("", text.strip()))
    if "\n" not in text or piece.kind in {Kind.RAW, Kind.REMARK}:
        return text
    return _BREAK.sub(" ", _BREAK_BEFORE.sub("", text))


def is_trimmed(piece: Piece) -> bool:
    """Tell whether a piece opens a translation whose white space Django trims."""
    return piece.kind is Kind.BLOCK and piece.name in _VERBATIM and "trimmed" in piece.text.split()


def _end_of_raw(piece: Piece, source: str, position: int) -> int:
    """Return where the content ends that keeps its white space; `position` itself where none begins."""
    name = piece.name
    if piece.kind is Kind.MARKUP and name in _RAW and not piece.is_closing:
        end = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, position)
    elif piece.kind is Kind.BLOCK and name in _VERBATIM:
        end = re.compile(rf"\{{%\s*end{name}\b").search(source, position)
    else:
        return position
    return end.start() if end else len(source)


def _marks(piece: Piece, text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the place of a piece, and of the tags of Django in it, in what is compiled and in the source."""
    yield at, piece.start
    if text is not piece.text:
        for ours, theirs in zip(_TAG.finditer(text), _TAG.finditer(piece.text), strict=False):
            yield at + ours.start(), piece.start + theirs.start()
