"""Order people, companies and works as they answer what was typed, and say why each is there.

First who is called so: exactly, word by word, by the beginning of words, or as it sounds in any script. Then people whom
their company brings, then whatever has the letters elsewhere. Nothing here knows what anybody wishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from praya.core.index.grading import SURE, Grade, folded, grade_of


class Tier(IntEnum):
    """List the parts of a list of what was found."""

    CALLED = 0
    COMPANY = 1
    LESS = 2


HEADINGS = {
    Tier.COMPANY: lazystr(_("Through the name of their company")),
    Tier.LESS: lazystr(_("Only a little like it")),
}
WITHIN = _("within the name")
WITHIN_COMPANY = _("within the name of the company")
JOB = _("in the job title")
ADDRESS = _("in the e-mail address")
NEAR = _("sounds or looks a little like it")
BOTH = _("in the name and in the company's name")


class Match(NamedTuple):
    """Say how a row answers: its part of the list, what is less the nearer within it, and why it is there."""

    tier: Tier
    distance: float
    why: object = ""

    @property
    def place(self) -> tuple[int, float]:
        """Return what it is ordered by."""
        return self.tier, self.distance


# Whatever the database found by letters that stand in no single name.
REST = Match(Tier.LESS, Grade.LOOSE + 2)


def asked_words(words: Iterable[str]) -> list[str]:
    """Return typed words as they are compared."""
    return [part for word in words for part in folded(word).split()]


def match_name(words: list[str], spellings: Sequence[str], score: float | None) -> Match | None:
    """Return how a name answers; `score` is how like it the index found it, None when it did not."""
    grade = grade_of(words, spellings)
    if grade is not None and grade <= Grade.BEGUN:
        return Match(Tier.CALLED, grade - (score or 0.0) / 2)
    if grade is Grade.WITHIN:  # to the index that is very like, to whoever looks for a name it is another one
        return Match(Tier.LESS, Grade.WITHIN, WITHIN)
    if score is not None and score >= SURE:
        return Match(Tier.CALLED, Grade.ALIKE - score / 2)
    return Match(Tier.LESS, Grade.LOOSE + 1 - score, NEAR) if score else None


def match_person(
    words: list[str], own: Sequence[str], company: Sequence[str], job_title: str, scores: tuple[float | None, float | None]
) -> Match | None:
    """Return how somebody answers by name, company or job title, the nearest way."""
    called = match_name(words, own, scores[0])
    if called is not None and called.tier is Tier.CALLED:
        return called
    through = match_name(words, company, scores[1])
    if through is not None and through.tier is Tier.CALLED:
        return Match(Tier.COMPANY, through.distance)
    found = [called] if called is not None else []
    if through is not None:
        found.append(Match(Tier.LESS, through.distance + 0.1, WITHIN_COMPANY if through.why is WITHIN else NEAR))
    both = grade_of(words, [f"{name} {other}" for name in own for other in company])
    if both is not None and both <= Grade.BEGUN:
        return Match(Tier.COMPANY, float(both), BOTH)
    if job_title and (grade := grade_of(words, (job_title,))) is not None:
        found.append(Match(Tier.LESS, Grade.WITHIN + 0.2 + grade / 10, JOB))
    elif not found and grade_of(words, [" ".join((*own, *company, job_title))]) is not None:
        found.append(Match(Tier.LESS, Grade.LOOSE, JOB))
    return min(found, key=lambda one: one.distance) if found else None


def match_stand(words: Sequence[str], stand: str) -> Match | None:
    """Return how a stand's number answers: as it was typed, or begun so."""
    number, typed = "".join(folded(stand).split()), "".join(words)
    if not number or not typed or not any(letter.isdecimal() for letter in typed) or not number.startswith(typed):
        return None
    return Match(Tier.CALLED, float(Grade.EXACT if number == typed else Grade.BEGUN))


def match_address(typed: str, address: str) -> Match | None:
    """Return how an e-mail address answers: as it was typed, begun so, or with the letters somewhere.

    >>> match_address("Ana@example.org", "ana@example.org").tier, match_address("example", "ana@example.org").why == ADDRESS
    (<Tier.CALLED: 0>, True)
    """
    wanted, known = typed.strip().lower(), address.lower()
    if not wanted or wanted not in known:
        return None
    if known.startswith(wanted):
        return Match(Tier.CALLED, float(Grade.EXACT if known == wanted else Grade.BEGUN), "" if known == wanted else ADDRESS)
    return Match(Tier.LESS, Grade.WITHIN + 0.3, ADDRESS)
