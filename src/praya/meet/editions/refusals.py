"""Refuse a change to the set-up with sentences that say why and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Say, in translated sentences, why a change was not made; nothing has been changed."""

    def __init__(self, *sentences: str, names: Sequence[str] = ()) -> None:
        super().__init__(*sentences)
        self.sentences = [str(sentence) for sentence in sentences]
        self.names = list(names)
