"""Put the fields and rows of a title into words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from praya.core.catalogue.vocabulary import MATERIAL_KINDS, NAME_KINDS, ROLES, Words, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.documents.wording import day_said, narrowed, with_remarks
from praya.core.texts.joining import labelled

FIELD_WORDS: Words = {
    "names": pgettext_lazy("field of a work", "Names"),
    "kind": pgettext_lazy("field of a work", "Kind"),
    "stage": pgettext_lazy("field of a work", "Stage"),
    "year": pgettext_lazy("field of a work", "Year"),
    "episodes": pgettext_lazy("field of a work", "Episodes"),
    "minutes": pgettext_lazy("field of a work", "Minutes"),
    "is_runtime_confirmed": pgettext_lazy("field of a work", "Running time confirmed"),
    "genres": pgettext_lazy("field of a work", "Genres"),
    "themes": pgettext_lazy("field of a work", "Themes"),
    "countries": pgettext_lazy("field of a work", "Countries"),
    "languages": pgettext_lazy("field of a work", "Original languages"),
    "versions": pgettext_lazy("field of a work", "Language versions"),
    "logline": pgettext_lazy("field of a work", "Logline"),
    "synopsis": pgettext_lazy("field of a work", "Synopsis"),
    "statement": pgettext_lazy("field of a work", "Statement"),
    "currency": pgettext_lazy("field of a work", "Currency"),
    "budget": pgettext_lazy("field of a work", "Budget"),
    "finance": pgettext_lazy("field of a work", "Finance secured"),
    "budget_low": pgettext_lazy("field of a work", "Budget, from"),
    "budget_high": pgettext_lazy("field of a work", "Budget, up to"),
    "secured_low": pgettext_lazy("field of a work", "Secured, from"),
    "secured_high": pgettext_lazy("field of a work", "Secured, up to"),
    "seeking": pgettext_lazy("field of a work", "Sought"),
    "rights": pgettext_lazy("field of a work", "Rights available"),
    "materials": pgettext_lazy("field of a work", "Materials"),
    "prizes": pgettext_lazy("field of a work", "Prizes"),
    "showings": pgettext_lazy("field of a work", "Showings"),
    "credits": pgettext_lazy("field of a work", "Credits"),
    "identifiers": pgettext_lazy("field of a work", "Identifiers"),
    "level": pgettext_lazy("field of a work", "Who may know of it"),
    "visibility": pgettext_lazy("field of a work", "Who may read what"),
}


def field_word(name: str) -> str:
    """Return the name of a field of a title in the reader's language."""
    return word_of(FIELD_WORDS, name)


def name_text(row: Mapping[str, Any], language: str) -> str:
    """Return a name of a title in words."""
    about = [word_of(NAME_KINDS, row.get("kind") or ""), language_name(row.get("tag") or "", language)]
    return with_remarks(row["text"], [*about, narrowed(row)])


def credit_text(row: Mapping[str, Any], language: str) -> str:
    """Return a credit of a title in words."""
    return with_remarks(labelled(str(word_of(ROLES, row["role"])), row["name"]), [row.get("note") or ""])


def country_text(row: Mapping[str, Any], language: str) -> str:
    """Return a country of a title in words."""
    share = row.get("share")
    return country_name(row["code"], language) if share is None else f"{country_name(row['code'], language)} {share} %"


def material_text(row: Mapping[str, Any], language: str) -> str:
    """Return a material of a title in words."""
    what = labelled(str(word_of(MATERIAL_KINDS, row.get("kind") or "")), row.get("address") or "", language)
    return with_remarks(what, [row.get("label") or "", narrowed(row)])


def showing_text(row: Mapping[str, Any], language: str) -> str:
    """Return a showing of a title in words."""
    places = [row.get("place") or "", country_name(row.get("country") or "", language), day_said(row.get("on") or "")]
    return with_remarks(row.get("event") or "", [*places, "" if row.get("is_public", True) else _("not public")])
