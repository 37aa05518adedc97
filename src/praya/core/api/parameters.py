"""Refuse what a machine asks in words that mean nothing: it is told which word is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from praya.core.api.answers import wrong


class WrongWord(ValueError):  # noqa: N818 - named as a reader of an address says it
    """Say which word of an address names nothing, and what would be right."""

    def __init__(self, word: str, sentence: str) -> None:
        super().__init__(sentence)
        self.word, self.sentence = word, sentence

    def answer(self) -> HttpResponse:
        """Return the answer to a machine."""
        return wrong(self.word, self.sentence)


def check_names(words: QueryDict, allowed: Collection[str]) -> None:
    """Raise WrongWord for a parameter that there is not."""
    for name in words:
        if name not in allowed:
            known = ", ".join(allowed)
            raise WrongWord(name, _("There is no parameter of this name. Known: %(names)s.") % {"names": known})


def whole_number(words: QueryDict, name: str, *, usual: int, most: int) -> int:
    """Return a parameter from 1 to `most`; WrongWord for anything else."""
    word = words.get(name, str(usual))
    if not (word.isascii() and word.isdecimal() and len(word) < 9) or not 1 <= int(word) <= most:
        raise WrongWord(name, _("Give a whole number from 1 to %(most)d.") % {"most": most})
    return int(word)
