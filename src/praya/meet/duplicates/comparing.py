"""Set two records side by side, line by line, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.catalogue.vocabulary import ACTIVITIES, KINDS, STAGES, word_of
from praya.core.directory.languages import language_name
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import language_of
from praya.core.directory.ordering import names_of
from praya.core.duplicates.gathering import Record
from praya.core.texts.joining import labelled
from praya.core.texts.reading import Stored, read
from praya.core.texts.states import state_word
from praya.engines.duplicates import Facts
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.wording import country_word, scheme_word
from praya.meet.works.models import Work

# A text with the language it is written in, or nothing where letters do not tell.
Words = tuple[str, str]
# A label, whether it is telling, and what each of the two says.
Said = tuple[str, bool, list[list[str]]]
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """Compare one thing that both records can say.

    `is_telling`: whether agreeing or differing in it says anything about who they are; where they went does not.
    """

    label: str
    is_telling: bool
    left: tuple[Words, ...]
    right: tuple[Words, ...]

    @property
    def differs(self) -> bool:
        """Tell whether both say something and nothing of it agrees."""
        texts = [{text.casefold() for text, _language in side} for side in (self.left, self.right)]
        return self.is_telling and bool(texts[0] and texts[1] and texts[0].isdisjoint(texts[1]))

    @property
    def sides(self) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """Return what the one says and what the other."""
        return self.left, self.right

    @property
    def agrees(self) -> bool:
        """Tell whether the two say the same."""
        return self.is_telling and bool(self.left) and self.left == self.right


def lines_of(kind: str, market: int, pair: Sequence[Record], facts: Mapping[int, Facts]) -> list[Line]:
    """Return the lines on which two records are compared, without those on which both say nothing."""
    said = _SAYERS[kind](market, pair, facts)
    lines = [Line(label, is_telling, *(tuple(_differing_words(side)) for side in sides)) for label, is_telling, sides in said]
    return [line for line in lines if line.left or line.right]


def _differing_words(texts: Iterable[str]) -> list[Words]:
    shown = [text for text in dict.fromkeys(texts) if text]
    more = [f"+ {len(shown) - MOST_SHOWN}"] if len(shown) > MOST_SHOWN else []
    return [(text, language_of(text)) for text in (*shown[:MOST_SHOWN], *more)]


def _of_people(market: int, pair: Sequence[Any], facts: Mapping[int, Facts]) -> list[Said]:
    accredited: dict[int, list[str]] = {one.pk: [] for one in pair}
    rows = Delegate.objects.filter(person__in=accredited, edition__market=market).order_by("edition__starts_on")
    for person, name, status in rows.values_list("person", "edition__name", "status"):
        accredited[person].append(labelled(text_here(name), str(state_word(status))))
    return [
        (_("Other spellings"), False, [_further(one) for one in pair]),
        (_("E-mail"), True, [[one.email or ""] for one in pair]),
        (_("Company"), True, [list(facts[one.pk].companies.values()) for one in pair]),
        (_("Accredited"), False, [accredited[one.pk] for one in pair]),
        (_("Country or region"), True, [[country_word(one.country)] for one in pair]),
        (_("Languages"), False, [[language_name(tag, get_language() or "en") for tag in one.languages or []] for one in pair]),
        (_("Born"), True, [[str(one.birth_year or "")] for one in pair]),
        (_("Works"), False, [list(facts[one.pk].credits.values()) for one in pair]),
        (_("Registers"), True, [_identifiers(facts[one.pk]) for one in pair]),
        (_("Signs in"), False, [[_account(one)] for one in pair]),
    ]


def _of_organisations(market: int, pair: Sequence[Any], facts: Mapping[int, Facts]) -> list[Said]:
    people: dict[int, list[str]] = {one.pk: [] for one in pair}
    rows = Delegate.objects.filter(organisation__in=people, edition__market=market).order_by(names_of("person"))
    for company, name in rows.values_list("organisation", "person__name"):
        people[company].append(name)
    return [
        (_("Other spellings"), False, [_further(one) for one in pair]),
        (_("Country or region"), True, [[country_word(one.country)] for one in pair]),
        (_("Activity"), False, [[word_of(ACTIVITIES, one.activity)] for one in pair]),
        (_("Website"), True, [[one.website] for one in pair]),
        (_("Exhibits"), False, [[name for name, _address in facts[one.pk].editions.values()] for one in pair]),
        (_("People"), False, [people[one.pk] for one in pair]),
        (_("Works"), False, [list(facts[one.pk].credits.values()) for one in pair]),
        (_("Registers"), True, [_identifiers(facts[one.pk]) for one in pair]),
    ]


def _of_titles(market: int, pair: Sequence[Any], facts: Mapping[int, Facts]) -> list[Said]:
    shown: dict[int, list[str]] = {one.pk: [] for one in pair}
    rows = Work.objects.filter(title__in=shown, edition__market=market).order_by("edition__starts_on")
    for title, name, status in rows.values_list("title", "edition__name", "status"):
        shown[title].append(labelled(text_here(name), str(state_word(status))))
    return [
        (_("Other spellings"), False, [[str(name["text"]) for name in one.names if name["text"] != one.name] for one in pair]),
        (_("Kind"), True, [[str(word_of(KINDS, one.kind)), str(word_of(STAGES, one.stage))] for one in pair]),
        (_("Year"), True, [[str(one.year or "")] for one in pair]),
        (_("Minutes"), True, [[str(one.minutes or "")] for one in pair]),
        (_("Country or region"), True, [[country_word(str(row.get("code", ""))) for row in one.countries] for one in pair]),
        (_("Credits"), True, [list(facts[one.pk].credits.values()) for one in pair]),
        (_("Kept by"), True, [list(facts[one.pk].companies.values()) for one in pair]),
        (_("Shown at"), False, [shown[one.pk] for one in pair]),
        (_("Registers"), True, [_identifiers(facts[one.pk]) for one in pair]),
    ]


def _further(one: Person | Organisation) -> list[str]:
    return [*(one.names or {}).values(), *(str(alias["text"]) for alias in one.aliases or [])]


def _identifiers(facts: Facts) -> list[str]:
    return [f"{scheme_word(scheme)} {value}" for scheme, value in sorted(facts.identifiers.items())]


def _account(one: Person) -> str:
    if one.account is None:
        return _("without an account")
    return _("with an account") if one.account.last_login else _("with an account never used")


def text_here(stored: Stored) -> str:
    """Return a text in the reader's language."""
    return read(stored or {}, get_language() or "en").text


_SAYERS: Mapping[str, Any] = {"person": _of_people, "organisation": _of_organisations, "title": _of_titles}
