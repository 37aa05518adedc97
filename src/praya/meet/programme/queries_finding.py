"""Find sessions of a released programme by what they are called and by whom and what is in them, in any script.

Only what the version tells is looked through, and of people and works only what the reader may know: nothing else can be found,
counted or guessed by what is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Audience, may_read
from praya.core.catalogue.queries import names_read as work_names
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import lead_name
from praya.core.index.grading import Grade, grade_of
from praya.core.index.matches import HEADINGS, Match, Tier, asked_words, match_name
from praya.core.lists.ranked import typed_words
from praya.core.texts.joining import labelled
from praya.engines.search import Form, analyse, prepare, read_forms, score
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item, Programme, Told
from praya.meet.programme.vocabulary import HOSTS, PARTS
from praya.meet.works.models import Work
from praya.meet.works.queries import works_of

# Below these a name of a person or company, and a title, only sounds a little like what was typed.
LEAST_NAME, LEAST_TITLE = 0.6, 0.8
MOST_PEOPLE = 12
PARTS_OF_LIST: Mapping[int, object] = {
    Tier.COMPANY: lazystr(_("Through who or what is in them")),
    Tier.LESS: HEADINGS[Tier.LESS],
}
WORK, ABOUT, TOGETHER = _("Work"), _("in what it is about"), _("in the title and in who is in it")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Hold somebody who is named in the programme and is called as was typed."""

    person: Person
    match: Match


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold what was found: by the codes of sessions how each answers, and who is called so, the nearest first."""

    matches: Mapping[str, Match] = field(default_factory=dict)
    people: Sequence[Spoken] = ()


@lru_cache(maxsize=1 << 13)
def _forms(names: tuple[str, ...]) -> tuple[Form, ...]:
    """Return names as the engine compares them: always the same of the same names."""
    return tuple(read_forms(analyse(names).forms))


class _Question:
    """Hold what was typed, ready for being compared with names: by their letters, and unless `is_quick` by how they sound."""

    def __init__(self, words: Sequence[str], *, is_quick: bool = False) -> None:
        self.words, self.asked = asked_words(words), None if is_quick else prepare(" ".join(words))

    def match(self, names: Iterable[str], least: float) -> Match | None:
        """Return how the names of one record answer; those that have the letters need not be heard."""
        spellings = tuple(dict.fromkeys(name for name in names if name))
        match = match_name(self.words, spellings, None)
        if self.asked is None or not spellings or (match is not None and match.tier is Tier.CALLED):
            return match
        like = score(self.asked, _forms(spellings)).value
        return match_name(self.words, spellings, like) if like >= least else match


def items_called(programme: Programme, typed: str, visit: EditionVisit, *, is_quick: bool = False) -> Sought:
    """Return the sessions that answer what was typed, and the people named in the programme who are called so; three queries."""
    words = typed_words(typed)
    if not words or programme.release is None:
        return Sought()
    question, told = _Question(words, is_quick=is_quick), programme.release.told
    look = _Look(question, told, visit)
    found = {one["code"]: match for one in told if (match := look.match(one)) is not None}
    called = [Spoken(one, match) for one, match in look.called.values() if match is not None and match.tier is Tier.CALLED]
    nearest = sorted({one.person.pk: one for one in called}.values(), key=lambda one: one.match.place)
    return Sought(found, nearest[:MOST_PEOPLE])


class _Look:
    """Look through the sessions of a version, with everybody and everything that is named in them read once."""

    def __init__(self, question: _Question, told: Sequence[Told], visit: EditionVisit) -> None:
        self.question, self.audience = question, visit.audience
        people = people_by_number(part["person"] for one in told for part in one["parts"])
        self.called = {n: (one, question.match(_names_of(one, visit.audience), LEAST_NAME)) for n, one in people.items()}
        companies = _companies(told)
        spelled = {n: (one.name, *(one.names or {}).values()) for n, one in companies.items()}
        self.hosts = {n: (one, question.match(spelled[n], LEAST_NAME)) for n, one in companies.items()}
        self.works = {n: (names, question.match(names, LEAST_TITLE)) for n, names in _works(told, visit).items()}

    def match(self, told: Told) -> Match | None:
        """Return how a session answers, the nearest way."""
        ways = [_by_title(self.question, told)]
        for part in told["parts"]:
            person, match = self.called.get(part["person"], (None, None))
            ways.append(_through(match, PARTS[part["role"]], lead_name(person) if person is not None else ""))
        for host in told["hosts"]:
            company, match = self.hosts.get(host["organisation"], (None, None))
            ways.append(_through(match, HOSTS[host["role"]], lead_name(company) if company is not None else ""))
        for number in told["works"]:
            names, match = self.works.get(number, (("",), None))
            ways.append(_through(match, WORK, names[0]))
        near = [way for way in ways if way is not None]
        return min(near, key=lambda way: way.place) if near else self._together(told)

    def _together(self, told: Told) -> Match | None:
        """Return how a session answers with the title and the people in it taken as one: some words are of either."""
        named = [
            one for part in told["parts"] for one, _match in [self.called.get(part["person"], (None, None))] if one is not None
        ]
        names = [name for one in named for name in _names_of(one, self.audience)]
        grade = grade_of(self.question.words, (" ".join((*_texts(told["title"]), *names)),)) if named else None
        return Match(Tier.COMPANY, float(grade), TOGETHER) if grade is not None and grade <= Grade.BEGUN else None


def people_by_number(numbers: Iterable[int]) -> dict[int, Person]:
    """Return people by the numbers under which they were named; whoever was merged is the other one."""
    rows = Person.objects.filter(pk__in=set(numbers)).select_related("merged_into")
    return {one.pk: one.merged_into or one for one in rows}


def _names_of(person: Person, audience: Audience) -> Iterable[str]:
    """Return under what somebody can be found: as the programme names them; otherwise spelled only if the record may be read."""
    others = [str(one.get("text") or "") for one in person.aliases or []] if may_read(person.level, audience) else []
    return (person.name, *(person.names or {}).values(), *others)


def _companies(told: Iterable[Told]) -> dict[int, Organisation]:
    numbers = {host["organisation"] for one in told for host in one["hosts"]}
    rows = Organisation.objects.filter(pk__in=numbers).select_related("merged_into")
    return {one.pk: one.merged_into or one for one in rows}


def _works(told: Iterable[Told], visit: EditionVisit) -> dict[int, tuple[str, ...]]:
    """Return of the works that are presented and shown here under which names the reader may know them."""
    numbers = {number for one in told for number in one["works"]}
    rows = works_of(visit.edition).filter(title__in=numbers, status=Work.Status.ACCEPTED).select_related("title")
    known = ((one.title_id, work_names(one.title, visit.audience)) for one in rows)
    return {number: tuple(name["text"] for name in names) for number, names in known if names}


def _texts(stored: Told | None) -> list[str]:
    return [entry["text"] for entry in ((stored or {}).get("texts") or {}).values()]


def _by_title(question: _Question, told: Told) -> Match | None:
    """Return how the titles of a session answer, of whatever language, else what is said of it."""
    match = question.match(_texts(told["title"]), LEAST_TITLE)
    if match is not None:
        return match
    grade = grade_of(question.words, _texts(told["abstract"]))
    return Match(Tier.LESS, Grade.WITHIN + grade / 10, ABOUT) if grade is not None and grade <= Grade.APART else None


def _through(match: Match | None, role: object, name: str) -> Match | None:
    """Return how a session answers through somebody or something in it: less near than by its own title, and with whom."""
    if match is None:
        return None
    return Match(Tier.COMPANY if match.tier is Tier.CALLED else Tier.LESS, match.distance, labelled(str(role), name))


def in_order(items: Iterable[Item], sought: Sought) -> list[Item]:
    """Return those of some items that answer, the nearest first, then by time."""
    known = [one for one in items if one.code in sought.matches]
    return sorted(known, key=lambda one: (*sought.matches[one.code].place, one.starts_at, one.pk))
