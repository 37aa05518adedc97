"""Read and show the pages on which a company and a person keep what the directory says of them."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.access.audiences import Level
from praya.core.catalogue.record_actions import fields_of
from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, RIGHTS, WANTS
from praya.core.directory.models import Organisation, Person
from praya.show.records.reading import typed_values
from praya.show.records.sections import Field, Rows, Section

# A company or person that nobody may know of could not be met: they leave the edition instead.
_LEVELS = {level: word for level, word in Level.choices if level in {"public", "badge", "buyer"}}

_VARIANTS = Rows(
    "names",
    _("Names in other scripts and languages"),
    (Field("text", _("Name")), Field("tag", _("Language"), "language")),
    _("Add a name"),
    _("Every spelling that somebody may search for."),
)
_LOOKS_FOR: tuple[Field | Rows, ...] = (
    Field("preferences.kinds", _("Kinds of works"), "choices", KINDS),
    Field("preferences.genres", _("Genres"), "choices", GENRES),
    Field("preferences.seeking", _("What you look for, or offer"), "choices", WANTS),
    Field("preferences.rights", _("Rights you buy"), "choices", RIGHTS),
    Field("preferences.countries", _("From which countries"), "countries", help=_("With commas between them; nothing: any.")),
)
_TERRITORIES = Field("territories", _("Territories"), "countries", help=_("Where you work or buy for, with commas between them."))

ORGANISATION = Section(
    "organisation",
    _("My organisation"),
    _("What everybody finds of your company."),
    (
        Field("name", _("Name"), is_needed=True),
        _VARIANTS,
        Field("country", _("Country or region"), "country"),
        Field("website", _("Website"), "address", help=_("Beginning with https://.")),
        Field("activities", _("What it does"), "choices", ACTIVITIES),
        _TERRITORIES,
        Field("languages", pgettext_lazy("of a company", "Working languages"), "languages", help=_("With commas between them.")),
        Field("profile", _("Profile"), "texts", help=_("Who you are, in a few sentences.")),
        *_LOOKS_FOR,
        Field("level", _("Who may find it"), "level", _LEVELS, usual="badge", is_needed=True),
    ),
)
PERSON = Section(
    "person",
    _("My profile"),
    _("What badge holders find of you. Suggestions are made from it."),
    (
        Field("name", _("Name"), is_needed=True, help=_("As you write it yourself.")),
        Field("is_family_name_first", _("My family name comes first"), "flag"),
        _VARIANTS,
        Field("country", _("Country or region"), "country"),
        Field("languages", _("Languages you speak"), "languages", help=_("With commas between them, the best first.")),
        Field("activities", _("What you do"), "choices", ACTIVITIES),
        _TERRITORIES,
        Field("biography", _("About you"), "texts", help=_("A few sentences.")),
        *_LOOKS_FOR,
        Field("level", _("Who may find you"), "level", _LEVELS, usual="badge", is_needed=True),
    ),
)


def typed_record(section: Section, post: QueryDict, record: Organisation | Person) -> dict[str, Any]:
    """Return the fields of a person or organisation as typed, without empty rows of names."""
    now = fields_of(record, dict.fromkeys(section.fields))
    values = {**now, **typed_values(section, post, now)}
    values["names"] = [row for row in values["names"] if row["text"]]
    return values
