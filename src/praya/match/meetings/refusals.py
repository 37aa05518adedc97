"""Refuse a booking with a sentence."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Say, in a translated sentence, why a change was not made; nothing has been changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
