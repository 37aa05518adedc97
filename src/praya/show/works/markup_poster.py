"""Draw a poster of a work's name for works that have none: in the script of the name, on the ground of its kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from html import escape

from django.utils.safestring import SafeString, mark_safe

from praya.core.directory.names import language_of, script_of

WIDTH, HEIGHT, EDGE, FLOOR = 120, 180, 11, 166
INNER, MOST_TALL = WIDTH - 2 * EDGE, 116
_SQUARE = frozenset({"Hani", "Kana", "Hang"})
_FROM_RIGHT = frozenset({"Arab", "Hebr"})
# Patterns behind the name; which of them a work gets follows from its code, so that it stays the same for good.
_GROUNDS = (
    '<circle cx="92" cy="44" r="34"/>',
    '<circle cx="60" cy="180" r="96"/><circle cx="60" cy="180" r="64"/>',
    '<path d="M0 120 120 20v46L0 166z"/>',
    '<path d="M0 30h120v8H0zm0 18h120v8H0zm0 18h120v8H0z"/>',
    '<path d="M0 180 60 60l60 120z"/>',
    '<path d="M-10 90q35-40 70 0t70 0v90H-10z"/>',
    '<rect x="58" y="-20" width="62" height="120"/>',
    '<circle cx="22" cy="34" r="52"/><circle cx="112" cy="150" r="40"/>',
)


@lru_cache(maxsize=4096)
def poster(name: str, kind: str, word: str, code: str) -> SafeString:
    """Return the poster as SVG; `word` is the kind's name in the reader's language."""
    size, lines = laid_out(name)
    is_from_right = script_of(name) in _FROM_RIGHT
    side = f'x="{WIDTH - EDGE}" direction="rtl"' if is_from_right else f'x="{EDGE}"'
    # Letters without a language of their own are measured, and drawn, in the Latin face, whatever the page's is.
    language = f' lang="{language_of(name)}"' if language_of(name) else ' class="latin"'
    first = FLOOR - (len(lines) - 1) * size * 1.16
    words = "".join(
        f'<text {side} y="{first + number * size * 1.16:.1f}" font-size="{size:g}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    ground = _GROUNDS[blake2b(code.encode(), digest_size=1).digest()[0] % len(_GROUNDS)]
    return mark_safe(  # noqa: S308 - every part is escaped here or above
        f'<svg class="poster of-{escape(kind)}" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<rect width="{WIDTH}" height="{HEIGHT}"/><g class="poster-ground">{ground}</g>'
        f'<text class="poster-kind" x="{EDGE}" y="21" font-size="10">{escape(word)}</text>'
        f"<g{language}>{words}</g></svg>"
    )


@lru_cache(maxsize=4096)
def laid_out(name: str) -> tuple[float, tuple[str, ...]]:
    """Return the size of the letters and the lines of a name that fit the poster.

    >>> laid_out("花樣年華")
    (40.0, ('花樣', '年華'))
    >>> laid_out("In the Mood for Love")[1]
    ('In the', 'Mood for', 'Love')
    """
    text = " ".join(name.split())
    if script_of(text) in _SQUARE:
        return _squares(text)
    for size in (21.0, 18.0, 15.5, 13.0, 11.0):
        lines = list(_wrapped(text.split(" "), size))
        if len(lines) * size * 1.16 <= MOST_TALL and all(_length(line, size) <= INNER for line in lines):
            return size, tuple(lines)
    lines = list(_wrapped(list(_pieces(text.split(" "), 11.0)), 11.0))
    most = int(MOST_TALL / (11.0 * 1.16))
    return 11.0, tuple(lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"])


def _squares(text: str) -> tuple[float, tuple[str, ...]]:
    """Set characters that are as wide as they are tall: as few per line as the height allows."""
    for count in range(2, 12):
        size = min(40.0, INNER / count)
        lines = [text[start : start + count].strip() for start in range(0, len(text), count)]
        if len(lines) * size * 1.16 <= MOST_TALL:
            return float(round(size, 1)), tuple(lines)
    return 9.0, tuple(text[start : start + 10] for start in range(0, 100, 10))


def _length(text: str, size: float) -> float:
    """Return about how long a line of letters is; marks that stand on others take no room."""
    return size * sum(
        0.0 if unicodedata.combining(letter) else 1.0 if unicodedata.east_asian_width(letter) in "WF" else _share(letter)
        for letter in text
    )


def _share(letter: str) -> float:
    if letter in "ilj.,:;'!|I ":
        return 0.3
    return 0.72 if letter.isupper() or letter in "mwMW" else 0.56


def _wrapped(words: Sequence[str], size: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and _length(longer, size) > INNER:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _pieces(words: Sequence[str], size: float) -> Iterator[str]:
    """Yield words, those that are longer than a line in pieces that are not; a mark stays with its letter."""
    for word in words:
        piece = ""
        for letter in word:
            if _length(piece + letter, size) > INNER and not unicodedata.combining(letter):
                yield piece
                piece = ""
            piece += letter
        yield piece
