"""Name the demo's works, "the A of B" in nine languages and scripts, and say what they are about.

In the table, a place has its word as it follows "of" in Latin languages.
"""

from __future__ import annotations

from praya.demo.tables import read

_WORDS = read("works")
# How head and place make a name; the rest of the world is named in English.
PATTERNS: dict[str, str] = _WORDS["patterns"]
# By genre: what happens, in English and Traditional Chinese.
LOGLINES: dict[str, dict[str, str]] = _WORDS["loglines"]


def table(kind: str) -> list[dict[str, str]]:
    """Return the `heads` or the `places` of names as maps from language tag to word."""
    return [dict(zip(_WORDS["languages"], row, strict=True)) for row in _WORDS[kind]]


def named(head: dict[str, str], place: dict[str, str]) -> dict[str, str]:
    """Return the name of a work in every language.

    >>> named(table("heads")[0], table("places")[0])["zh-Hant"], named(table("heads")[0], table("places")[0])["pt"]
    ('海港的燈籠', 'A lanterna do porto')
    """
    return {tag: pattern.format(head=head[tag], place=place[tag]) for tag, pattern in PATTERNS.items()}
