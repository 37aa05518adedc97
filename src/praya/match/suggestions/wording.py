"""Put reasons into sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from praya.core.catalogue.vocabulary import ACTIVITIES, BUDGETS, GENRES, KINDS, RIGHTS, STAGES, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.engines.matching import ONLINE, Code

Fact = str | int

SOUGHT: Mapping[str, object] = {
    "coproducer": pgettext_lazy("sought by somebody", "a co-producer"),
    "finance": pgettext_lazy("sought by somebody", "finance"),
    "sales_agent": pgettext_lazy("sought by somebody", "a sales agent"),
    "distributor": pgettext_lazy("sought by somebody", "a distributor"),
    "broadcaster": pgettext_lazy("sought by somebody", "a broadcaster"),
    "platform": pgettext_lazy("sought by somebody", "a platform"),
    "location": pgettext_lazy("sought by somebody", "a location"),
    "writer": pgettext_lazy("sought by somebody", "a writer"),
    "talent": pgettext_lazy("sought by somebody", "talent"),
}
# Each kind of reason in a few words, for the organisers' tables.
KINDS_OF_REASON: Mapping[str, object] = {
    Code.YOUR_NEED: gettext_lazy("offers what the reader seeks"),
    Code.THEIR_NEED: gettext_lazy("seeks what the reader offers"),
    Code.YOUR_PURCHASE: gettext_lazy("has rights that the reader buys"),
    Code.THEIR_PURCHASE: gettext_lazy("buys rights that the reader has"),
    Code.YOUR_GENRE: gettext_lazy("a genre the reader looks for"),
    Code.THEIR_GENRE: gettext_lazy("looks for the reader's genre"),
    Code.YOUR_FORMAT: gettext_lazy("a kind of work the reader looks for"),
    Code.THEIR_FORMAT: gettext_lazy("looks for the reader's kind of work"),
    Code.YOUR_STAGE: gettext_lazy("at a stage the reader looks for"),
    Code.THEIR_STAGE: gettext_lazy("looks for the reader's stage"),
    Code.YOUR_BUDGET: gettext_lazy("a budget the reader looks for"),
    Code.THEIR_BUDGET: gettext_lazy("looks for the reader's budget"),
    Code.YOUR_COUNTRY: gettext_lazy("from a country the reader looks to"),
    Code.THEIR_COUNTRY: gettext_lazy("looks to the reader's country"),
    Code.COLLABORATOR: gettext_lazy("worked with the same people"),
    Code.LANGUAGE: gettext_lazy("a language in common"),
    Code.ACTIVITY: gettext_lazy("a business that suits the reader's"),
    Code.SITE: gettext_lazy("at the same site"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Hold what sentences need to know: the reader's language, names of collaborators and of sites, and what is suggested."""

    language: str
    names: Mapping[int, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    is_work: bool = False

    def places(self, codes: Sequence[Fact]) -> str:
        """Return the names of countries and regions."""
        return ", ".join(country_name(str(code), self.language) for code in codes)


def sentence(code: str, facts: Sequence[Fact], words: Words) -> str:
    """Return one reason as a sentence without a full stop; nothing when a name in it is not known any more.

    The facts are those of `praya.engines.matching.reasons.Reason`.
    """
    write = _WRITERS.get(code)
    return write(facts, words) if write is not None and facts else ""


def _need(with_place: object, without: object) -> Callable[[Sequence[Fact], Words], str]:
    def write(facts: Sequence[Fact], words: Words) -> str:
        role = str(SOUGHT.get(str(facts[0]), facts[0]))
        return str(with_place if facts[1:] else without) % {"role": role, "places": words.places(facts[1:])}

    return write


def _purchase(with_place: object, without: object) -> Callable[[Sequence[Fact], Words], str]:
    def write(facts: Sequence[Fact], words: Words) -> str:
        right = word_of(RIGHTS, str(facts[0]))
        return str(with_place if facts[1:] else without) % {"right": right, "places": words.places(facts[1:])}

    return write


def _your_genre(facts: Sequence[Fact], words: Words) -> str:
    return _yours(word_of(GENRES, str(facts[0])), int(facts[1]), words)


def _your_format(facts: Sequence[Fact], words: Words) -> str:
    return _yours(word_of(KINDS, str(facts[0])), int(facts[1]), words)


def _yours(what: str, count: int, words: Words) -> str:
    if words.is_work:
        return _("You look for this: %(what)s") % {"what": what}
    return ngettext(
        "You look for %(what)s, and %(count)d of their titles is that",
        "You look for %(what)s, and %(count)d of their titles are that",
        count,
    ) % {"what": what, "count": count}


def _their_genre(facts: Sequence[Fact], words: Words) -> str:
    return _theirs(word_of(GENRES, str(facts[0])), int(facts[1]))


def _their_format(facts: Sequence[Fact], words: Words) -> str:
    return _theirs(word_of(KINDS, str(facts[0])), int(facts[1]))


def _theirs(what: str, count: int) -> str:
    return ngettext(
        "Looks for %(what)s, and %(count)d of your titles is that",
        "Looks for %(what)s, and %(count)d of your titles are that",
        count,
    ) % {"what": what, "count": count}


def _plain(text: object, name: Callable[[Fact, Words], str]) -> Callable[[Sequence[Fact], Words], str]:
    def write(facts: Sequence[Fact], words: Words) -> str:
        return str(text) % {"what": ", ".join(name(fact, words) for fact in facts)}

    return write


def _stage(fact: Fact, _words: Words) -> str:
    return word_of(STAGES, str(fact))


def _budget(fact: Fact, _words: Words) -> str:
    return word_of(BUDGETS, str(fact))


def _country(fact: Fact, words: Words) -> str:
    return country_name(str(fact), words.language)


def _activity(fact: Fact, _words: Words) -> str:
    return word_of(ACTIVITIES, str(fact))


def _collaborator(facts: Sequence[Fact], words: Words) -> str:
    names = [words.names[int(fact)] for fact in facts if int(fact) in words.names]
    if not names:
        return ""
    text = _("Made with %(names)s, with whom you have worked") if words.is_work else _("You have both worked with %(names)s")
    return text % {"names": ", ".join(names)}


def _language(facts: Sequence[Fact], words: Words) -> str:
    names = ", ".join(language_name(str(fact), words.language) for fact in facts)
    text = _("Its language is one of yours: %(names)s") if words.is_work else _("Speaks a language of yours: %(names)s")
    return text % {"names": names}


def _site(facts: Sequence[Fact], words: Words) -> str:
    if facts[0] == ONLINE:
        return _("Takes part online, as you do")
    name = words.sites.get(str(facts[0]), "")
    return _("At your site: %(site)s") % {"site": name} if name else ""


_WRITERS: Mapping[str, Callable[[Sequence[Fact], Words], str]] = {
    Code.YOUR_NEED: _need(
        gettext_lazy("Offers what you seek: %(role)s in %(places)s"), gettext_lazy("Offers what you seek: %(role)s")
    ),
    Code.THEIR_NEED: _need(
        gettext_lazy("Seeks %(role)s in %(places)s, and that is what you offer"),
        gettext_lazy("Seeks %(role)s, and that is what you offer"),
    ),
    Code.YOUR_PURCHASE: _purchase(
        gettext_lazy("Has rights on offer, and you buy for %(places)s: %(right)s"),
        gettext_lazy("Has rights on offer, and you buy: %(right)s"),
    ),
    Code.THEIR_PURCHASE: _purchase(
        gettext_lazy("Buys %(right)s rights for %(places)s, and you have rights on offer"),
        gettext_lazy("Buys %(right)s rights, and you have rights on offer"),
    ),
    Code.YOUR_GENRE: _your_genre,
    Code.THEIR_GENRE: _their_genre,
    Code.YOUR_FORMAT: _your_format,
    Code.THEIR_FORMAT: _their_format,
    Code.YOUR_STAGE: _plain(gettext_lazy("At a stage you look for: %(what)s"), _stage),
    Code.THEIR_STAGE: _plain(gettext_lazy("Looks for works at your stage: %(what)s"), _stage),
    Code.YOUR_BUDGET: _plain(gettext_lazy("A budget you look for: %(what)s"), _budget),
    Code.THEIR_BUDGET: _plain(gettext_lazy("Looks for budgets like yours: %(what)s"), _budget),
    Code.YOUR_COUNTRY: _plain(gettext_lazy("From where you look for works: %(what)s"), _country),
    Code.THEIR_COUNTRY: _plain(gettext_lazy("Looks for works from where you are: %(what)s"), _country),
    Code.COLLABORATOR: _collaborator,
    Code.LANGUAGE: _language,
    Code.ACTIVITY: _plain(gettext_lazy("A business that suits yours: %(what)s"), _activity),
    Code.SITE: _site,
}
