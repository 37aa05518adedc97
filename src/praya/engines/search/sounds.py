"""Write Latin words as they sound, roughly: one key for the spellings that systems and languages give one sound.

The keys are only compared with each other. Vowels fall into three classes, because romanisations agree on little else.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("shch|tsch|sch|tch|dzh|szcz", "s"),
        ("ph", "f"), ("ck|kh|qu(?=[ei])|q", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("rh", "r"), ("bh", "b"),
        ("ow(?=sk)", "ov"), ("x", "ks"), ("ch|sh|cz|sz|zh|ts|dz|tz", "s"), ("c(?=[eiy])", "s"), ("c", "k"), ("z", "s"),
        ("(?<=[aeiou])w(?![aeiouy])", "u"), ("w", "v"),
        ("(?<=[aeiou])j(?![aeiou])|j$", "i"), ("(?<=[bdfgklmprstv])j(?=[aeou])", ""),
        ("(?<=[bdfgklmnprstv])[iy](?=[aou])", ""), ("y", "i"), ("j", "s"),
        ("h(?![aeiou])", ""), ("(?<=[^aeiou])e$", ""),
        ("[ou]+e(?=[^aeiou]|$)", "o"), ("ae", "a"), ("[ou]+", "o"), ("[ei]+", "i"), ("a+", "a"),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip  # rules of one sound share a line; they are tried in this order
_COARSE = str.maketrans("bfvdgl", "ppptkr")
_DROPPED = str.maketrans("", "", "aioh")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return the key of a word of Latin letters.

    >>> sound("tarkovsky") == sound("tarkovskij") == sound("tarkovskiy")
    True
    >>> sound("oshima") == sound("ohshima") == sound("ooshima")
    True
    """
    key = word
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return key or word


@lru_cache(maxsize=1 << 16)
def skeleton(key: str) -> str:
    """Return the consonants of a sound key, kindred ones as one; a vowel at the beginning leaves a mark.

    >>> skeleton(sound("tarkovsky")), skeleton(sound("tarukofusuki"))
    ('trkpsk', 'trkpsk')
    """
    bare = re.sub("n[gk](?![aio])", "n", key).translate(_COARSE).translate(_DROPPED)
    return f"a{bare}" if key[:1] in "aio" else bare
