"""Give the layout program its fonts: the pinned Noto files that come with the requirements, and no others.

So a document is the same on every machine, whatever fonts that machine has. The fonts are variable: one file draws every
weight. docs/printing.md compares the packages that carry such fonts and says why these were taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from praya.core.printing.charmaps import Charmap, charmap_of_file

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
LATIN = "Noto Sans"
# One face of the collection draws all five forms of Han characters: the language and the region of a text choose among them
# ("locl"). Each further face would hold another 32 MB in the memory of every process that prints.
HAN = "Noto Sans CJK TC"
EMOJI = "Noto Emoji"
_SCRIPTS = {"Arabic": ("ar", "fa", "ur"), "Hebrew": ("he", "yi"), "Thai": ("th",), "Devanagari": ("hi", "mr", "ne")}
_FACES = {
    **dict.fromkeys(("zh", "yue", "ja", "ko"), HAN),
    **{language: f"{LATIN} {script}" for script, languages in _SCRIPTS.items() for language in languages},
}
WANTED = frozenset({LATIN, HAN, EMOJI, *_FACES.values()})
# Faces of the collection that the chosen one stands for.
_OTHER_HAN = frozenset(f"Noto Sans CJK {form}" for form in ("JP", "KR", "SC", "HK"))


class FontsMissing(RuntimeError):  # noqa: N818 - named as a printer says it
    """Say that the packages with the fonts are not installed."""


def font_folders() -> list[Path]:
    """Return the folders with the fonts; FontsMissing when a package is not installed."""
    folders = []
    for name in PACKAGES:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise FontsMissing(f"the package {name.replace('_', '-')} is not installed")
        folders.append(Path(next(iter(spec.submodule_search_locations))))
    return folders


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Return the layout program's set of fonts: those of our packages, none of the machine's, none of its own."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(one) for one in font_folders()])


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Return the families in the order in which a letter is looked for: Latin, Han, the other scripts by name, emoji last."""
    found = {font.family for font in fonts().fonts()} - _OTHER_HAN
    others = sorted(found - {LATIN, HAN, EMOJI})
    return tuple(family for family in (LATIN, HAN, *others, EMOJI) if family in found)


def families_for(language: str) -> list[str]:
    """Return the families for a text in a language (a primary subtag, or nothing): the face of its script first.

    >>> families_for("th")[:2], families_for("pt")[0]
    (['Noto Sans Thai', 'Noto Sans'], 'Noto Sans')
    """
    face = _FACES.get(language, LATIN)
    return [face, *(family for family in families() if family != face)]


@lru_cache(maxsize=1)
def charmaps() -> tuple[Charmap, ...]:
    """Return the characters that each font draws, read once in a process."""
    return tuple(charmap_of_file(path) for path in _files())


def _files() -> Iterator[Path]:
    upright = {font.path for font in fonts().fonts() if font.style == "normal" and font.family not in _OTHER_HAN}
    return (Path(path) for path in sorted(upright))
