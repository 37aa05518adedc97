"""Say what a title holds, section by section, and which parts of it can be kept from some readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.access.audiences import Level
from praya.core.catalogue.money import PER_DOLLAR
from praya.core.catalogue.vocabulary import GENRES, KINDS, MATERIAL_KINDS, NAME_KINDS, ROLES, STAGES, WANTS, Words
from praya.core.catalogue.wording import FIELD_WORDS, country_text, credit_text, material_text, name_text, showing_text
from praya.core.documents.schema import Part
from praya.core.documents.sections import Field, Item, Rows, Section

LEVELS: Words = dict(Level.choices)
RECORD_LEVELS: Words = {level: word for level, word in Level.choices if level != "request"}


# Parts of a title that can be narrowed as a whole, each with its fields and its level when nobody chose one.
PARTS: Mapping[str, Part] = {
    "synopsis": (("synopsis",), "public"),
    "statement": (("statement",), "badge"),
    "credits": (("credits",), "public"),
    "budget": (("budget_low", "budget_high"), "request"),
    "finance": (("secured_low", "secured_high"), "request"),
    "seeking": (("seeking",), "public"),
    "rights": (("rights",), "badge"),
    "materials": (("materials",), "badge"),
    "prizes": (("prizes",), "public"),
    "showings": (("showings",), "public"),
}
YEARS = (1888, 2100)


def _who(part: str) -> Field:
    usual = PARTS[part][1]
    return Field(f"visibility.{part}", FIELD_WORDS[part], "level", LEVELS, usual=usual)


def _text_field(name: str, kind: str, help: Any) -> Field:
    return Field(name, FIELD_WORDS[name], kind, help=help)


_NAMES = Rows(
    "names",
    FIELD_WORDS["names"],
    (
        Field("text", _("Name"), "name"),
        Field("tag", _("Language"), "language"),
        Field("kind", _("Kind of name"), "choice", NAME_KINDS, usual="original"),
        Field("level", _("Who sees it"), "level", LEVELS, usual="public"),
    ),
    _("Add a name"),
    _("Every name that anybody may search for: original, international, in other scripts, romanised."),
    in_words=name_text,
)
_FACTS: tuple[Item, ...] = (
    Field("kind", FIELD_WORDS["kind"], "choice", KINDS, is_needed=True),
    Field("stage", FIELD_WORDS["stage"], "choice", STAGES, is_needed=True),
    Field("year", FIELD_WORDS["year"], "number", bounds=YEARS),
    Field(
        "minutes", _("Running time in minutes"), "number", help=_("Of one episode, where there are several."), bounds=(1, 6_000)
    ),
    Field("is_runtime_confirmed", _("The running time is confirmed"), "flag"),
    Field("episodes", _("Number of episodes"), "number", bounds=(1, 20_000)),
    Field("genres", FIELD_WORDS["genres"], "choices", GENRES),
    Field("themes", FIELD_WORDS["themes"], "words", help=_("Key words in any language, with commas between them.")),
    Field("languages", FIELD_WORDS["languages"], "languages", help=_("With commas between them: Cantonese, English.")),
    Rows(
        "countries",
        FIELD_WORDS["countries"],
        (
            Field("code", _("Country or region"), "country", is_needed=True),
            Field("share", _("Share in per cent"), "number", bounds=(0, 100)),
        ),
        _("Add a country"),
        _("The largest share first."),
        in_words=country_text,
    ),
)
_CREDITS = Rows(
    "credits",
    FIELD_WORDS["credits"],
    (
        Field("role", _("Role"), "roles", ROLES, usual="director"),
        Field("name", _("Name as credited"), "name"),
        Field("note", _("Note"), "note"),
    ),
    _("Add a credit"),
    _("Type the name as on the screen. Look somebody up to link the credit with their own page; a note can name a part."),
    is_linked=True,
    says=("name", "note"),
    in_words=credit_text,
)
_SEEKING = Rows(
    "seeking",
    FIELD_WORDS["seeking"],
    (
        Field("what", _("What you seek"), "choice", WANTS, is_needed=True),
        Field("where", _("Where"), "countries", help=_("Countries with commas between them; nothing: anywhere.")),
        Field("note", _("Note")),
    ),
    _("Add something sought"),
    _("It decides whom you are suggested to."),
    says=("what", "note", "where"),
)
_MONEY: tuple[Item, ...] = (
    Field("currency", FIELD_WORDS["currency"], "currency", {code: code for code in PER_DOLLAR}, usual="USD", is_needed=True),
    Field("budget_low", _("Budget, from"), "amount", help=_("Whole units, for example 1,500,000. For one figure type it twice.")),
    Field("budget_high", _("Budget, up to"), "amount"),
    Field("visibility.budget", _("Who may read the budget"), "level", LEVELS, usual=PARTS["budget"][1]),
    Field("secured_low", _("Secured, from"), "amount"),
    Field("secured_high", _("Secured, up to"), "amount"),
    Field("visibility.finance", _("Who may read what is secured"), "level", LEVELS, usual=PARTS["finance"][1]),
)
_VERSIONS = Rows(
    "versions",
    FIELD_WORDS["versions"],
    (
        Field("tag", _("Language"), "language"),
        Field("is_dubbed", _("dubbed"), "flag"),
        Field("is_subtitled", _("subtitled"), "flag"),
        Field("is_audio_described", _("audio described"), "flag"),
    ),
    _("Add a version"),
)
_MATERIALS = Rows(
    "materials",
    FIELD_WORDS["materials"],
    (
        Field("kind", _("Kind"), "choice", MATERIAL_KINDS),
        Field("label", _("What it says on the link")),
        Field("address", _("Address"), "address", help=_("Beginning with https://."), is_needed=True),
        Field("level", _("Who sees it"), "level", LEVELS, usual="public"),
    ),
    _("Add material"),
    _("Links to a deck, a teaser, a trailer. Whoever has the address itself can open it, so protect it there as well."),
    says=("address", "label"),
    in_words=material_text,
)
_PRIZES = Rows(
    "prizes",
    FIELD_WORDS["prizes"],
    (
        Field("prize", _("Prize"), "name"),
        Field("event", _("Festival or event")),
        Field("year", _("Year"), "number", bounds=YEARS),
        Field("country", _("Country or region"), "country"),
    ),
    _("Add a prize"),
    says=("prize", "event"),
)
_SHOWINGS = Rows(
    "showings",
    FIELD_WORDS["showings"],
    (
        Field("event", _("Festival, cinema or broadcaster"), "name"),
        Field("place", _("Place")),
        Field("country", _("Country or region"), "country"),
        Field("on", _("Day"), "day"),
        Field("is_public", _("open to the public"), "flag", usual="1"),
    ),
    _("Add a showing"),
    _("What has been shown already decides which premiere a festival can have."),
    says=("event", "place"),
    in_words=showing_text,
)

SECTIONS: tuple[Section, ...] = (
    Section("names", FIELD_WORDS["names"], _("Under which names can it be found?"), (_NAMES,)),
    Section("facts", pgettext_lazy("section", "Facts"), _("What is it, and where does it come from?"), _FACTS),
    Section(
        "texts",
        pgettext_lazy("section", "Texts"),
        _("What is it about? Write in the languages you speak."),
        (
            _text_field("logline", "line", _("One sentence that makes people ask for more.")),
            _text_field("synopsis", "texts", _("The story in a few paragraphs, with its end.")),
            _text_field("statement", "texts", _("Why this work, and why now: the director's or the producer's own words.")),
        ),
    ),
    Section("credits", FIELD_WORDS["credits"], _("Who made it?"), (_CREDITS,)),
    Section("seeking", FIELD_WORDS["seeking"], _("What do you seek, and where?"), (_SEEKING,)),
    Section("money", pgettext_lazy("section", "Money"), _("What does it cost, and how much of that is there?"), _MONEY),
    Section(
        "rights",
        pgettext_lazy("section", "Rights and versions"),
        _("What can be bought, and in which languages is it there?"),
        (_text_field("rights", "texts", _("Which rights are available, and where.")), _VERSIONS),
    ),
    Section("materials", FIELD_WORDS["materials"], _("What can people look at?"), (_MATERIALS,)),
    Section("history", pgettext_lazy("section", "Prizes and showings"), _("Where has it been?"), (_PRIZES, _SHOWINGS)),
    Section(
        "identifiers",
        FIELD_WORDS["identifiers"],
        _("Which registers know it? The check characters are verified."),
        (
            Field("identifiers.eidr", "EIDR", help=_("For example 10.5240/7EC7-228A-510A-053E-CBB8-J.")),
            Field("identifiers.isan", "ISAN", help=_("For example 0000-0000-3A8D-0000-Z-0000-0000-6.")),
            Field("identifiers.imdb", "IMDb", help=_("For example tt0118694.")),
            Field("identifiers.wikidata", "Wikidata", help=_("For example Q223560.")),
        ),
    ),
    Section(
        "readers",
        pgettext_lazy("section", "Who reads what"),
        _("Choose who may know of it at all, then narrow parts of it. What is on request is read by whoever you agree to."),
        (
            Field("level", FIELD_WORDS["level"], "level", RECORD_LEVELS, usual="badge", is_needed=True),
            *(_who(part) for part in PARTS),
        ),
    ),
)
