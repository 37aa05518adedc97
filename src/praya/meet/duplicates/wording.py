"""Say in the reader's language what speaks for a pair and against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.catalogue.identifiers import SCHEME_NAMES
from praya.core.directory.countries import country_name
from praya.core.texts.joining import joined
from praya.engines.duplicates import Evidence

KIND_WORDS: Mapping[str, Any] = {
    "person": gettext_lazy("People"),
    "organisation": gettext_lazy("Companies"),
    "title": gettext_lazy("Works"),
}
STATE_WORDS: Mapping[str, Any] = {
    "same": gettext_lazy("the same"),
    "different": gettext_lazy("different"),
    "unsure": gettext_lazy("unsure"),
}


def scheme_word(scheme: str) -> str:
    """Return the name of a register."""
    return _("company register") if scheme == "registration" else SCHEME_NAMES.get(scheme, scheme)


def agreeing_sentence(fact: Evidence, kind: str) -> str:
    """Say what two records have in common."""
    words = fact.words
    if fact.code == "year" and kind == "title":
        return _("both of %(year)s") % {"year": words[0]}
    if fact.code == "credits" and kind == "title":
        return _("names the same people: %(names)s") % {"names": joined(words)}
    return _AGREEING[fact.code](words)


def contrary_sentence(fact: Evidence, kind: str) -> str:
    """Say what sets two records apart."""
    words = fact.words
    if fact.code == "year" and kind == "title":
        return _("of %(one)s and of %(other)s") % {"one": words[0], "other": words[1]}
    return _CONTRARY[fact.code](words)


def country_word(code: str) -> str:
    """Return the name of a country in the reader's language."""
    return country_name(code, get_language() or "en")


Say = Callable[[Sequence[str]], str]
_AGREEING: Mapping[str, Say] = {
    "identifier": lambda words: _("the same %(scheme)s: %(value)s") % {"scheme": scheme_word(words[0]), "value": words[1]},
    "website": lambda words: _("the same website: %(host)s") % {"host": words[0]},
    "domain": lambda words: _("e-mail at the same company: %(domain)s") % {"domain": words[0]},
    "year": lambda words: _("both born in %(year)s") % {"year": words[0]},
    "credits": lambda words: _("named in the same work: %(names)s") % {"names": joined(words)},
    "company": lambda words: _("of the same company: %(names)s") % {"names": joined(words)},
    "country": lambda words: _("the same country or region: %(country)s") % {"country": country_word(words[0])},
}
_CONTRARY: Mapping[str, Say] = {
    "identifier": lambda words: (
        _("two entries of %(scheme)s: %(one)s and %(other)s")
        % {"scheme": scheme_word(words[0]), "one": words[1], "other": words[2]}
    ),
    "year": lambda words: _("born in %(one)s and in %(other)s") % {"one": words[0], "other": words[1]},
    "country": lambda words: (
        _("from %(one)s and from %(other)s") % {"one": country_word(words[0]), "other": country_word(words[1])}
    ),
    "accredited": lambda words: _("both accredited to %(edition)s, with different addresses") % {"edition": words[0]},
}
