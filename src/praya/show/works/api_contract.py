"""Describe what programs are answered about works: JSON Schema (2020-12) of a page of results, and the words that ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.access.gate import Rule, anyone
from praya.core.api.operations import Operation, Parameter
from praya.core.catalogue.vocabulary import BUDGETS, GENRES, KINDS, STAGES, WANTS
from praya.meet.accreditation.rules import may_see_edition
from praya.show.works.wanted import MOST_PAGE, MOST_QUERY, MOST_VALUES, SORTS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
AMOUNT: Schema = {"type": ["integer", "null"], "minimum": 0, "description": "In minor units of `currency`."}


def _either(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _record(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False}


def _array_of(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _map(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _flags(*names: str) -> dict[str, Schema]:
    return {name: {"type": "boolean"} for name in names}


_VERSION = _record({"text": TEXT, "by": {"enum": ["person", "machine"]}, "stale": {"type": "boolean"}}, ("text", "by"))
# Nothing written is an empty record. `stale` says that the source has changed since it was translated.
_WORDING = _record({"source": TEXT, "texts": {**_map(_VERSION), "description": "By BCP 47 tag."}})
_YEAR: Schema = {"type": ["integer", "null"]}
_PRESENTER = _record(
    {"code": TEXT, "name": TEXT, "is_exhibitor": {"type": "boolean"}, "site": TEXT, "hall": TEXT, "stand": TEXT},
    ("is_exhibitor", "site", "hall", "stand"),
)
_RESULT_FIELDS: Mapping[str, Schema] = {
    "code": {"type": "string", "description": "The same for good."},
    "name": {"type": "string", "description": "Under which the title is listed."},
    "address": {"type": "string", "format": "uri", "description": "Its page."},
    "names": _array_of(_record({"text": TEXT, "tag": TEXT, "kind": TEXT}, ("text",))),
    "kind": {"enum": [*KINDS]},
    "stage": {"enum": [*STAGES]},
    "year": {"type": ["integer", "null"]},
    "episodes": {"type": ["integer", "null"]},
    "minutes": {"type": ["integer", "null"]},
    "is_runtime_confirmed": {"type": "boolean"},
    "genres": _array_of({"enum": [*GENRES]}),
    "themes": _array_of(TEXT),
    "countries": {
        **_array_of(_record({"code": TEXT, "share": {"type": ["integer", "null"]}}, ("code",))),
        "description": "ISO 3166-1 alpha-2, and the share in per cent where it is known; in order of share.",
    },
    "languages": {**_array_of(TEXT), "description": "BCP 47 tags."},
    "versions": _array_of(_record({"tag": TEXT, **_flags("is_dubbed", "is_subtitled", "is_audio_described")}, ("tag",))),
    "logline": _WORDING,
    "synopsis": _WORDING,
    "statement": _WORDING,
    "rights": _WORDING,
    "currency": TEXT,
    "budget_low": AMOUNT,
    "budget_high": AMOUNT,
    "secured_low": AMOUNT,
    "secured_high": AMOUNT,
    "seeking": _array_of(_record({"what": {"enum": [*WANTS]}, "where": _array_of(TEXT), "note": TEXT}, ("what",))),
    "credits": _array_of(
        _record({"role": TEXT, "name": TEXT, "note": TEXT, "person": TEXT, "organisation": TEXT}, ("role", "name"))
    ),
    "materials": _array_of(_record({"kind": TEXT, "label": TEXT, "address": {"type": "string", "format": "uri"}}, ("address",))),
    "prizes": _array_of(_record({"prize": TEXT, "event": TEXT, "year": _YEAR, "country": TEXT}, ("prize",))),
    "showings": _array_of(
        _record({"event": TEXT, "place": TEXT, "country": TEXT, "on": TEXT, **_flags("is_public")}, ("event",)),
    ),
    "identifiers": {**_map(TEXT), "description": "By scheme, for example `imdb`."},
    "on_request": {**_array_of(TEXT), "description": "Parts that can be asked for."},
    "presented_by": _either(_PRESENTER),
    "matched": _either(_record({"text": TEXT, "spans": _array_of(_array_of(COUNT))}, ("text", "spans"))),
}
PAGE = _record(
    {
        "count": COUNT,
        "page": {"type": "integer", "minimum": 1},
        "pages": {"type": "integer", "minimum": 1},
        "next": _either({"type": "string", "format": "uri"}),
        "previous": _either({"type": "string", "format": "uri"}),
        "suggestion": {"type": ["string", "null"], "description": "A better spelling."},
        "facets": {**_map(_map(COUNT)), "description": "Each group is counted without its own filter."},
        "results": _array_of(_record(_RESULT_FIELDS, tuple(_RESULT_FIELDS))),
    },
    ("count", "page", "pages", "next", "previous", "suggestion", "facets", "results"),
)


def _group(name: str, says: str, schema: Schema) -> Parameter:
    return Parameter(name, f"{says} Repeated: one of them; at most {MOST_VALUES}.", schema, is_repeated=True)


PARAMETERS = (
    Parameter("q", "Words in any script.", {"type": "string", "maxLength": MOST_QUERY}),
    _group("kind", "The kind of work.", {"enum": [*KINDS]}),
    _group("stage", "How far it is.", {"enum": [*STAGES]}),
    _group("genre", "A genre.", {"enum": [*GENRES]}),
    _group("seeking", "What it seeks.", {"enum": [*WANTS]}),
    _group("budget", "The band of its budget.", {"enum": [*BUDGETS]}),
    _group("country", "ISO 3166-1 alpha-2, also HK, MO and TW.", {"type": "string", "pattern": "^[A-Z]{2}$"}),
    _group("language", "BCP 47 tag of an original language.", {"type": "string", "maxLength": 40}),
    Parameter("sort", "Best first, or changed last first.", {"enum": [*SORTS]}),
    Parameter(
        "page", "Counted from 1; one beyond the last has no results.", {"type": "integer", "minimum": 1, "maximum": MOST_PAGE}
    ),
    Parameter("per_page", "24 when nothing is said.", {"type": "integer", "minimum": 1, "maximum": 100}),
)
SITE = _group("site", "Word of a site in its address, or `online`.", {"type": "string"})


def _works(name: str, label: Any, says: str, rule: Rule, *, is_of_edition: bool) -> Operation:
    parameters = (*PARAMETERS, SITE) if is_of_edition else PARAMETERS
    return Operation(name, label, says, rule, parameters, PAGE, is_of_edition=is_of_edition)


WORKS = _works(
    "works_api",
    _("Works"),
    "The works accepted at an edition. What the caller may not read is neither in a result nor in a count.",
    may_see_edition,
    is_of_edition=True,
)
CATALOGUE = _works(
    "catalogue_api",
    _("Catalogue"),
    "Every published title that its owner shows to everybody, of all years.",
    anyone,
    is_of_edition=False,
)
