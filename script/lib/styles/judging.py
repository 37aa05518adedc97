"""Judge style sheets: what is said twice to one page, and what belongs among the tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from script.lib.styles.sheet import Declaration, Part, rules_of

TOKENS = "praya.css"
EVERYWHERE = ("praya.css", "frame.css", "parts.css")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(")
_SIZE = re.compile(r"^font-size: (?!var\(|inherit|[\d.]+em$)")
_LINK = re.compile(r'static "praya/([\w-]+)\.css"')
_FRAME = re.compile(r'\{% extends "([^"/]+)" %\}')
_LINKS = re.compile(r"\{% sheets ([^%]*)%\}")


def faults_of(sheets: Mapping[str, list[Part]], pages: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the sheets that these pages (sources by name) link."""
    for name, parts in sheets.items():
        yield from _repeated(name, parts)
        if name != TOKENS:
            yield from _strange(name, parts)
    yield from _repeated_between(sheets, pages)
    yield from (f"{page}: there is no {name}.css" for page, text in pages.items() for name in _absent(text, sheets))


def _repeated(name: str, parts: list[Part]) -> Iterator[str]:
    seen = set()
    for around, rule in rules_of(parts):
        key = (around, rule.prelude)
        if key in seen:
            yield f"{name}: {rule.prelude} stands twice{_in(around)}"
        seen.add(key)


def _repeated_between(sheets: Mapping[str, list[Part]], pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the selectors of two sheets that one page reads."""
    together = {tuple(sorted(pair)) for pair in combinations([name for name in EVERYWHERE if name in sheets], 2)}
    frames = {name.rpartition("/")[2]: source for name, source in pages.items()}
    for source in pages.values():
        named = [*_named(source), *(name for frame in _FRAME.findall(source) for name in _named(frames.get(frame, "")))]
        linked = sorted({*EVERYWHERE, *(f"{name}.css" for name in named)} & set(sheets))
        together |= set(combinations(linked, 2))
    said = {name: {(around, rule.prelude) for around, rule in rules_of(parts)} for name, parts in sheets.items()}
    for one, other in sorted(together):
        for around, prelude in sorted(said[one] & said[other]):
            yield f"{one}, {other}: {prelude} stands in both{_in(around)}, and one page reads both"


def _named(source: str) -> list[str]:
    return _LINK.findall(source) + [word.strip('"') for words in _LINKS.findall(source) for word in words.split()]


def _absent(source: str, sheets: Mapping[str, list[Part]]) -> list[str]:
    return [name for name in _named(source) if f"{name}.css" not in sheets]


def _strange(name: str, parts: list[Part]) -> Iterator[str]:
    """Yield colours, sizes of type and tokens that are not among the tokens."""
    for around, rule in rules_of(parts):
        for part in rule.parts:
            if not isinstance(part, Declaration):
                continue
            is_token = rule.prelude == ":root" and part.text.startswith("--")
            if is_token or _COLOUR.search(part.text) or _SIZE.search(part.text):
                yield f"{name}: {rule.prelude} {{ {part.text} }}{_in(around)} belongs among the tokens of {TOKENS}"


def _in(around: tuple[str, ...]) -> str:
    return f" in {' '.join(around)}" if around else ""
