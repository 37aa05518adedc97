"""Read in the words of a search what names a kind, a genre, a country, a language and the like: then it is a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from praya.core.catalogue.vocabulary import GENRES, KINDS, STAGES, WANTS
from praya.core.directory.countries import country_phrases
from praya.core.directory.languages import trade_languages
from praya.core.index.found import Found
from praya.core.index.grading import Grade, folded, grade_of
from praya.core.index.wordings import Meant, Vocabulary, read_wording, vocabulary
from praya.core.texts.regional import in_every_wording
from praya.show.works.wanted import Wanted

# Words that say nothing in a list of works.
_EVERY = frozenset({"film", "films"})


@cache
def work_words() -> Vocabulary:
    """Return what words name of a work, in every language of the house."""
    groups: dict[str, list[tuple[str, str]]] = {
        group: [] for group in ("genre", "kind", "country", "stage", "seeking", "language")
    }
    for language in in_every_wording():
        for group, words in (("genre", GENRES), ("kind", KINDS), ("stage", STAGES), ("seeking", WANTS)):
            groups[group] += [(str(word), key) for key, word in words.items()]
        groups["language"] += [(name, tag) for tag, name in trade_languages(language).items()]
    groups["country"] += country_phrases()
    return vocabulary(groups)


def as_meant(wanted: Wanted, found: Found) -> tuple[Wanted, Sequence[Meant]]:
    """Return what a search asks for once its words are read, and which of them are filters now.

    A query that is the name of a work, of a company or of somebody credited stays a name: then nothing is read in it.
    """
    known = {phrase: one for phrase, one in work_words().items() if one[0] not in wanted.filters and phrase not in _EVERY}
    wording = read_wording(wanted.query, known) if wanted.query else None
    if wording is None or not wording.meant or _is_name(wanted.query, found):
        return wanted, ()
    filters: dict[str, tuple[str, ...]] = dict(wanted.filters)
    for one in wording.meant:
        filters[one.group] = (*filters.get(one.group, ()), one.value)
    return replace(wanted, query=" ".join(wording.words), filters=filters), wording.meant


def _is_name(query: str, found: Found) -> bool:
    words = folded(query).split()
    grades = (grade_of(words, (hit.matched,)) for hit in found.hits if hit.part in {"name", "credit"})
    return any(grade is not None and grade <= Grade.BEGUN for grade in grades)
