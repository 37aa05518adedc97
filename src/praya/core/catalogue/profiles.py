"""Declare what people and companies say of themselves as documents; no spelling of a name that was ever known is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Level
from praya.core.catalogue.indexing import index_records, index_titles_naming
from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, RIGHTS, WANTS
from praya.core.directory.models import Organisation, Person
from praya.core.documents.schema import Deeds, Document, Fault, Schema
from praya.core.documents.sections import Field, Item, Rows, Section

Record = Organisation | Person
# A company or person that nobody may know of could not be met: they leave the edition instead.
_LEVELS = {level: word for level, word in Level.choices if level in {"public", "badge", "buyer"}}

# How to reach somebody is nobody's business until they say whose.
_OWN = {level: word for level, word in Level.choices if level in {"private", "badge", "buyer"}}

_VARIANTS = Rows(
    "names",
    _("Names in other scripts and languages"),
    (
        Field("text", _("Name"), "name"),
        Field("tag", _("Language"), "language"),
    ),
    _("Add a name"),
    _("Every spelling that somebody may search for."),
)
_LOOKS_FOR: tuple[Item, ...] = (
    Field("preferences.kinds", _("Kinds of works"), "choices", KINDS),
    Field("preferences.genres", _("Genres"), "choices", GENRES),
    Field("preferences.seeking", _("What you look for, or offer"), "choices", WANTS),
    Field("preferences.rights", _("Rights you buy"), "choices", RIGHTS),
    Field("preferences.countries", _("From which countries"), "countries", help=_("With commas between them; nothing: any.")),
)
_TERRITORIES = Field("territories", _("Territories"), "countries", help=_("Where you work or buy for, with commas between them."))

_ORGANISATION = Section(
    "organisation",
    _("My organisation"),
    _("What everybody finds of your company."),
    (
        Field("name", _("Name"), "name", is_needed=True),
        _VARIANTS,
        Field("country", _("Country or region"), "country"),
        Field("website", _("Website"), "website", help=_("Beginning with https://.")),
        Field("activities", _("What it does"), "choices", ACTIVITIES),
        _TERRITORIES,
        Field("languages", pgettext_lazy("of a company", "Working languages"), "languages", help=_("With commas between them.")),
        Field("profile", _("Profile"), "texts", help=_("Who you are, in a few sentences.")),
        *_LOOKS_FOR,
        Field("level", _("Who may find it"), "level", _LEVELS, usual="badge", is_needed=True),
    ),
)
_PERSON = Section(
    "person",
    _("My profile"),
    _("What badge holders find of you. Suggestions are made from it."),
    (
        Field("name", _("Name"), "name", help=_("As you write it yourself."), is_needed=True),
        Field("is_family_name_first", _("My family name comes first"), "flag"),
        _VARIANTS,
        Field("country", _("Country or region"), "country"),
        Field("languages", _("Languages you speak"), "languages", help=_("With commas between them, the best first.")),
        Field("activities", _("What you do"), "choices", ACTIVITIES),
        _TERRITORIES,
        Field("biography", _("About you"), "texts", help=_("A few sentences.")),
        *_LOOKS_FOR,
        Field("phone", _("Telephone"), help=_("With the code of the country, such as +852 5550 0100.")),
        Field("visibility.phone", _("Who reads your telephone number"), "level", _OWN, usual="private"),
        Field("messenger", _("Messenger"), help=_("Which one, and how you are called there.")),
        Field("visibility.messenger", _("Who reads your messenger"), "level", _OWN, usual="private"),
        Field("level", _("Who may find you"), "level", _LEVELS, usual="badge", is_needed=True),
    ),
)


def profile_document(record: Record, section: Section) -> Document:
    """Return what a record says of itself: its columns, and its further names as rows."""
    names = [{"text": text, "tag": tag} for tag, text in (record.names or {}).items()]
    return {name: getattr(record, name) for name in section.fields} | {"names": names}


def profile_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults of a profile that no single field shows."""
    for number, row in enumerate(document["names"]):
        if not row["tag"]:
            yield Fault(f"names.{number}.tag", gettext("Say in which language this name is."))


def write_profile(record: Record, document: Document) -> None:
    """Write what a record says of itself."""
    aliases = _spellings_kept(record, document)
    for name, value in document.items():
        setattr(record, name, value)
    record.names, record.aliases = _by_tag(document["names"]), aliases
    record.save(update_fields=[*document, "aliases"])


def _by_tag(rows: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return the first name of each language; the others become aliases."""
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row["tag"], row["text"])
    return names


def _spellings_kept(record: Record, document: Document) -> list[dict[str, Any]]:
    """Return the aliases with every spelling that would otherwise be lost: former names, and second ones of a language."""
    aliases = list(record.aliases or [])
    known = {one.get("text") for one in aliases} | {document["name"], *_by_tag(document["names"]).values()}
    former = [("", record.name), *(record.names or {}).items()]
    typed = [(row["tag"], row["text"]) for row in document["names"]]
    for tag, text in [*former, *typed]:
        if text and text not in known:
            known.add(text)
            aliases.append({"text": text, "tag": tag, "kind": "other", "source": "own"})
    return aliases


def index_profile(record: Record) -> None:
    """Bring the index up to date: the record, and the titles on whose credits its spellings are found."""
    kind = str(record._meta.model_name)
    index_records(kind, [record.pk])
    index_titles_naming(kind, [record.pk])


def _profile(model: type[Record], deeds: Deeds, section: Section) -> Schema:
    words = {item.stored_in: item.label for item in section.items}
    return Schema(model, deeds, (section,), lambda record: profile_document(record, section), words=words, check=profile_faults)


ORGANISATION = _profile(Organisation, Deeds("change organisation"), _ORGANISATION)
PERSON = _profile(Person, Deeds("change person"), _PERSON)
