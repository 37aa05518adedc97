"""Refuse a change with sentences that say why and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from praya.core.texts.joining import joined_clauses, joined_sentences

MOST_NAMES = 5


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Say, in translated sentences, why nothing was changed, and `names` whom or what that concerns.

    >>> str(Refused("Two meetings would break.", names=["Ana", "Bo"]))
    'Two meetings would break. Ana; Bo'
    """

    def __init__(self, *sentences: str, names: Sequence[str] = ()) -> None:
        super().__init__(*sentences)
        # A sentence that can be said anew in another language stays one.
        self.sentences = [sentence if isinstance(sentence, str) else str(sentence) for sentence in sentences]
        self.names = list(names)

    @property
    def sentence(self) -> str:
        """Return the reasons without the names."""
        return joined_sentences(self.sentences)

    def __str__(self) -> str:
        names = self.names[:MOST_NAMES] + (["…"] if len(self.names) > MOST_NAMES else [])
        return joined_sentences([*self.sentences, joined_clauses(names)])
