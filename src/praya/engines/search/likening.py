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
def forms_of(names: tuple[str, ...]) -> tuple[Form, ...]:
    """Return names ready for being compared with."""
    return tuple(read_forms(analyse(names).forms))


def likeness(names_a: Sequence[str], names_b: Sequence[str], forms_b: Sequence[Form] = (), *, least: float = 0.0) -> float:
    """Return from 0 to 1 how like the likest names of two records are, asked from both sides.

    `forms_b` are the forms of `names_b` where the index has them; below `least` the answer is only about so.

    >>> likeness(["吳思遠"], ["吴思远"])
    1.0
    """
    other = forms_b or forms_of(tuple(names_b))
    forward = max((score(_prepared(name), other).value for name in names_a if name.strip()), default=0.0)
    if forward < least:
        return forward / 2.0
    own = forms_of(tuple(names_a))
    return (forward + max((score(_prepared(name), own).value for name in names_b if name.strip()), default=0.0)) / 2.0
