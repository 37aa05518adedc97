"""Say which syllables of Mandarin and Cantonese count as one, because romanisations often do not tell them apart."""

from __future__ import annotations

import re

MANDARIN_PLAIN = {"b": "p", "d": "t", "g": "k", "zh": "ch", "j": "q", "z": "c"}
CANTONESE_PLAIN = {"b": "p", "d": "t", "g": "k", "z": "c", "gw": "kw"}


def mandarin_class(syllable: str) -> str:
    """Return the class of a syllable of pinyin."""
    initial, final = split(syllable)
    return MANDARIN_PLAIN.get(initial, initial) + final


def cantonese_class(syllable: str) -> str:
    """Return the class of a syllable of Jyutping; Hong Kong's spelling does not tell long and short a apart."""
    initial, final = split(syllable)
    return CANTONESE_PLAIN.get(initial, initial) + final.replace("aa", "a")


def split(syllable: str) -> tuple[str, str]:
    """Return the initial and the final of a syllable of pinyin or Jyutping."""
    found = re.match(r"(gw|kw|ng(?=.)|zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]|y(?!u[nt]?$))?(.*)$", syllable)
    return (found.group(1) or "", found.group(2)) if found else ("", syllable)
