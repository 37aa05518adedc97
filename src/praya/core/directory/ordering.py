"""List people and companies as a reader looks names up: by a key stored beside the name, the same on every database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import get_language

from praya.core.directory.countries import country_names
from praya.core.directory.names import script_of
from praya.engines.search import order_key

# The languages whose readers look Han up otherwise than everybody else; every other reads Latin first.
_COLLATIONS = {"zh-hant": "strokes", "zh-hk": "strokes", "zh-mo": "strokes", "zh-tw": "strokes", "zh-hans": "pinyin"}
_TAGS = {"strokes": ("zh-hant", "zh"), "pinyin": ("zh-hans", "zh")}


def collation_of(language: str) -> str:
    """Return the collation in which a reader of a language looks names up.

    >>> collation_of("zh-hant"), collation_of("pt")
    ('strokes', 'latin')
    """
    return _COLLATIONS.get(language.lower(), "latin")


def order_field(language: str) -> str:
    """Return the column by which names are listed for a reader of a language."""
    return f"order_{collation_of(language)}"


def names_of(path: str) -> str:
    """Return the column by which a query lists the people or companies at a path, as whoever reads looks them up."""
    return f"{path}__{order_field(get_language() or 'en')}"


def name_listed(name: str, names: Mapping[str, str] | None, collation: str) -> str:
    """Return the spelling under which a collation lists a name: the one in its own script, or the name.

    >>> name_listed("Ng See-yuen", {"zh-Hant": "吳思遠"}, "strokes"), name_listed("吳思遠", {"en": "Ng See-yuen"}, "latin")
    ('吳思遠', 'Ng See-yuen')
    """
    script = "Latn" if collation == "latin" else "Hani"
    variants = {tag.lower(): text for tag, text in (names or {}).items() if text and script_of(text) == script}
    for wanted in _TAGS.get(collation, ()):
        for tag, text in variants.items():
            if tag.startswith(wanted):
                return text
    if script_of(name) == script:
        return name
    return next(iter(variants.values()), name)


class OrderField(models.CharField[str, str]):
    """Keep the key of a row's `name` and `names` in a collation; it is written with the row and never by hand."""

    def __init__(self, collation: str, *args: Any, **kwargs: Any) -> None:
        self.collation = collation
        kwargs |= {"max_length": 150, "blank": True, "default": "", "editable": False, "db_index": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave out what every such field has."""
        name, path, args, kwargs = super().deconstruct()
        for known in ("max_length", "blank", "default", "editable", "db_index"):
            kwargs.pop(known, None)
        return name, path, [self.collation, *args], kwargs

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Make the key of the name as it is now."""
        names = model_instance.names if isinstance(model_instance.names, Mapping) else {}
        key = order_key(name_listed(model_instance.name, names, self.collation), self.collation)
        setattr(model_instance, self.attname, key)
        return key


def orders_of(model: type[models.Model]) -> list[OrderField]:
    """Return the fields of a table that keep under which key its names are listed."""
    return [field for field in model._meta.concrete_fields if isinstance(field, OrderField)]


def order_again(row: models.Model) -> dict[str, str]:
    """Make a row's keys anew, for whoever writes its name past `save`; return them by column."""
    return {field.attname: field.pre_save(row, False) for field in orders_of(type(row))}


def country_places(language: str) -> Mapping[str, int]:
    """Return where each country or region stands in the order of their names as a reader of a language reads them.

    >>> places = country_places("en")
    >>> sorted(["DE", "HK", "ES", "AT"], key=places.__getitem__)
    ['AT', 'DE', 'HK', 'ES']
    >>> places = country_places("pt")
    >>> sorted(["DE", "HK", "ES", "AT"], key=places.__getitem__)
    ['DE', 'AT', 'ES', 'HK']
    """
    return _places(tuple(country_names(language).items()), collation_of(language))


@lru_cache(maxsize=64)
def _places(names: tuple[tuple[str, str], ...], collation: str) -> Mapping[str, int]:
    ordered = sorted(names, key=lambda one: (order_key(one[1], collation), one[1]))
    return {code: place for place, (code, _name) in enumerate(ordered)}


def is_name(columns: Iterable[str]) -> bool:
    """Tell whether the name of a record is among some columns."""
    return not {"name", "names"}.isdisjoint(columns)
