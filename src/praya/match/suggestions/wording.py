"""Put the engine's reasons into sentences of the reader's language, and say when each still stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from praya.core.catalogue.vocabulary import ACTIVITIES, BUDGETS, GENRES, KINDS, RIGHTS, STAGES, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.texts.joining import joined
from praya.engines.matching import ONLINE, Code
from praya.match.suggestions.portraits import Portrait
from praya.match.suggestions.reasons import Fact, Reason, Standing, Stands, Words, Write

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


def _need(with_place: object, without: object) -> Write:
    def write(facts: Sequence[Fact], words: Words) -> str:
        role = str(SOUGHT.get(str(facts[0]), facts[0]))
        return str(with_place if facts[1:] else without) % {"role": role, "places": words.places(facts[1:])}

    return write


def _purchase(with_place: object, without: object) -> Write:
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


def _plain_reason(text: object, name: Callable[[Fact, Words], str]) -> Write:
    def write(facts: Sequence[Fact], words: Words) -> str:
        return str(text) % {"what": joined(name(fact, words) for fact in facts)}

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
    return text % {"names": joined(names)}


def _language(facts: Sequence[Fact], words: Words) -> str:
    names = joined(language_name(str(fact), words.language) for fact in facts)
    text = _("Its language is one of yours: %(names)s") if words.is_work else _("Speaks a language of yours: %(names)s")
    return text % {"names": names}


def _site(facts: Sequence[Fact], words: Words) -> str:
    if facts[0] == ONLINE:
        return _("Takes part online, as you do")
    name = words.sites.get(str(facts[0]), "")
    return _("At your site: %(site)s") % {"site": name} if name else ""


def _always(_facts: Sequence[Fact], _now: Standing) -> bool:
    return True


def _never(_facts: Sequence[Fact], _now: Standing) -> bool:
    return False


def _from_titles(_facts: Sequence[Fact], now: Standing) -> bool:
    return now.is_fresh


def _recorded(part: str, said: Callable[[Portrait], Iterable[Fact]], *, told: int | None = None) -> Stands:
    """Judge by a part of the record, which must still say all that is told of it; the first `told` facts are of it."""
    return lambda facts, now: now.knows(part) and {*facts[:told]} <= {*said(now.portrait)}


def _entered(name: str, places: str, said: Callable[[Portrait], Iterable[Any]], *, at_home: bool = False) -> Stands:
    """Judge by needs or rights the reader may know of: one of this name, in all places told (`at_home`: or its own)."""

    def stands(facts: Sequence[Fact], now: Standing) -> bool:
        known = [one for one in said(now.portrait) if one.audience <= now.audience and getattr(one, name) == facts[0]]
        home = (now.portrait.country,) if at_home and now.knows("countries") else ()
        return bool(known) and {*facts[1:]} <= {place for one in known for place in (getattr(one, places) or home)}

    return stands


_seeks = _entered("role", "countries", lambda said: said.seeks)

REASONS: Mapping[str, Reason] = {
    Code.YOUR_NEED: Reason(
        gettext_lazy("offers what the reader seeks"),
        _need(gettext_lazy("Offers what you seek: %(role)s in %(places)s"), gettext_lazy("Offers what you seek: %(role)s")),
        _entered("role", "countries", lambda said: said.offers, at_home=True),
    ),
    Code.THEIR_NEED: Reason(
        gettext_lazy("seeks what the reader offers"),
        _need(
            gettext_lazy("Seeks %(role)s in %(places)s, and that is what you offer"),
            gettext_lazy("Seeks %(role)s, and that is what you offer"),
        ),
        lambda facts, now: now.is_fresh or _seeks(facts, now),
    ),
    Code.YOUR_PURCHASE: Reason(
        gettext_lazy("has rights that the reader buys"),
        _purchase(
            gettext_lazy("Has rights on offer, and you buy for %(places)s: %(right)s"),
            gettext_lazy("Has rights on offer, and you buy: %(right)s"),
        ),
        _from_titles,
    ),
    Code.THEIR_PURCHASE: Reason(
        gettext_lazy("buys rights that the reader has"),
        _purchase(
            gettext_lazy("Buys %(right)s rights for %(places)s, and you have rights on offer"),
            gettext_lazy("Buys %(right)s rights, and you have rights on offer"),
        ),
        _entered("name", "territories", lambda said: said.buys),
    ),
    Code.YOUR_GENRE: Reason(gettext_lazy("a genre the reader looks for"), _your_genre, _from_titles),
    Code.THEIR_GENRE: Reason(
        gettext_lazy("looks for the reader's genre"), _their_genre, _recorded("prefers", lambda said: said.taste.genres, told=1)
    ),
    Code.YOUR_FORMAT: Reason(gettext_lazy("a kind of work the reader looks for"), _your_format, _from_titles),
    Code.THEIR_FORMAT: Reason(
        gettext_lazy("looks for the reader's kind of work"),
        _their_format,
        _recorded("prefers", lambda said: said.taste.formats, told=1),
    ),
    Code.YOUR_STAGE: Reason(
        gettext_lazy("at a stage the reader looks for"),
        _plain_reason(gettext_lazy("At a stage you look for: %(what)s"), _stage),
        _from_titles,
    ),
    Code.THEIR_STAGE: Reason(
        gettext_lazy("looks for the reader's stage"),
        _plain_reason(gettext_lazy("Looks for works at your stage: %(what)s"), _stage),
        _never,
    ),
    Code.YOUR_BUDGET: Reason(
        gettext_lazy("a budget the reader looks for"),
        _plain_reason(gettext_lazy("A budget you look for: %(what)s"), _budget),
        _from_titles,
    ),
    Code.THEIR_BUDGET: Reason(
        gettext_lazy("looks for the reader's budget"),
        _plain_reason(gettext_lazy("Looks for budgets like yours: %(what)s"), _budget),
        _never,
    ),
    Code.YOUR_COUNTRY: Reason(
        gettext_lazy("from a country the reader looks to"),
        _plain_reason(gettext_lazy("From where you look for works: %(what)s"), _country),
        _recorded("countries", lambda said: (said.country,)),
    ),
    Code.THEIR_COUNTRY: Reason(
        gettext_lazy("looks to the reader's country"),
        _plain_reason(gettext_lazy("Looks for works from where you are: %(what)s"), _country),
        _recorded("prefers", lambda said: said.taste.countries),
    ),
    Code.COLLABORATOR: Reason(gettext_lazy("worked with the same people"), _collaborator, _from_titles),
    Code.LANGUAGE: Reason(
        gettext_lazy("a language in common"),
        _language,
        _recorded("languages", lambda said: said.languages),
    ),
    Code.ACTIVITY: Reason(
        gettext_lazy("a business that suits the reader's"),
        _plain_reason(gettext_lazy("A business that suits yours: %(what)s"), _activity),
        _recorded("activities", lambda said: said.activities),
    ),
    Code.SITE: Reason(gettext_lazy("at the same site"), _site, _always),
}
