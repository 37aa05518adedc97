"""Say how like two sets of names are: whether two records may be one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from praya.engines.search.alignment import Asked, Form, prepare, read_forms, score
from praya.engines.search.entries import analyse


@lru_cache(maxsize=4096)
def _prepared(name: str) -> Asked:
    return prepare(name)


@lru_cache(maxsize=4096)
def _forms(names: tuple[str, ...]) -> tuple[Form, ...]:
    return tuple(read_forms(analyse(names).forms))


def likeness(names_a: Sequence[str], names_b: Sequence[str]) -> float:
    """Return from 0 to 1 how like the likest names of two records are, asked from both sides.

    >>> likeness(["吳思遠"], ["吴思远"])
    1.0
    """
    forward = [score(_prepared(name), _forms(tuple(names_b))).value for name in names_a if name.strip()]
    back = [score(_prepared(name), _forms(tuple(names_a))).value for name in names_b if name.strip()]
    return (max(forward, default=0.0) + max(back, default=0.0)) / 2.0
