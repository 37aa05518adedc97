"""Describe every declared operation as OpenAPI 3.1 does (spec.openapis.org/oas/v3.1.1), from the declarations alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise
from django.utils.translation import override

from praya.core.api.answers import CODES, OF_CAUSES
from praya.core.api.limits import PER_MINUTE, STRANGERS_PER_MINUTE
from praya.core.api.operations import Operation, Parameter

_WORD = re.compile(r"<(?:\w+:)?(\w+)>")
_FAULTS = {
    "400": "A parameter is wrong; `parameter` names it.",
    "401": "A stranger may not read this, or the token is unknown, over or withdrawn.",
    "404": "Nothing is here that the caller may read: absent, forbidden and foreign answer alike.",
    "405": "Addresses only read; `Allow` names the methods that they take.",
    "429": "Too many requests in this minute; `Retry-After` says how many seconds to wait.",
    "503": "Nothing can be read at this moment (`busy`), or only by people (`read_only`); `Retry-After` says when to ask again.",
}
FAULT = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"enum": [*OF_CAUSES, *CODES.values()]},
                "parameter": {"type": "string"},
                "message": {"type": "string"},
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}
ABOUT = (
    "Reads only. A token is made on an edition's page “API access” and sent as `Authorization: Bearer praya_…`; it reads as its "
    "owner may read at that moment, of that edition, through the operations it was made for. A browser's session reads too. "
    f"A caller may ask {PER_MINUTE} times a minute, all strangers of one address together {STRANGERS_PER_MINUTE} times. "
    "Codes and texts are the same in every language; sentences and faults are in the caller's. "
    "Answers carry an `ETag`; with `If-None-Match` an unchanged one is answered 304, without content. "
    "To a program they are `private, no-cache`: it may keep them and ask whether they still hold. To a browser's session and of "
    "every fault they are `private, no-store`, as pages are. They differ by `Authorization` and by the session's cookie (`Vary`)."
)


def document() -> dict[str, Any]:
    """Return the document, in English whatever the reader's language: programs compare it."""
    with override("en"):
        paths = _in_english({address: {"get": _described(one, address)} for address, one in served_operations().items()})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Praya", "version": "1", "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": {"Fault": FAULT},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _in_english(value: Any) -> Any:
    """Turn sentences that wait for their reader's language into those of the language that is active."""
    if isinstance(value, dict):
        return {name: _in_english(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_in_english(one) for one in value]
    return str(value) if isinstance(value, Promise) else value


def served_operations() -> dict[str, Operation]:
    """Return the operations that are served, by their addresses with words as OpenAPI writes them."""
    return dict(sorted(_served(get_resolver(), "/")))


def _served(resolver: URLResolver, before: str) -> Iterator[tuple[str, Operation]]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _served(one, pattern)
        elif isinstance(one, URLPattern) and (declared := getattr(one.callback, "operation", None)):
            yield _WORD.sub(r"{\1}", pattern), declared


def _described(one: Operation, address: str) -> dict[str, Any]:
    words = [_word(name) for name in re.findall(r"{(\w+)}", address)]
    return {
        "operationId": one.name,
        "summary": str(one.label),
        "description": one.says,
        "security": [{}, {"token": []}],
        "parameters": [*words, *(_parameter(each) for each in one.parameters)],
        "responses": {
            "200": {"description": "What may be read.", "content": {"application/json": {"schema": dict(one.answer)}}},
            "304": {"description": "Unchanged since the answer with this ETag."},
            **{status: _fault(says) for status, says in _FAULTS.items() if one.parameters or status != "400"},
        },
    }


def _word(name: str) -> dict[str, Any]:
    says = "The edition's word in its address." if name == "edition" else "The record's code."
    return {"name": name, "in": "path", "required": True, "description": says, "schema": {"type": "string"}}


def _parameter(one: Parameter) -> dict[str, Any]:
    schema: Mapping[str, Any] = {"type": "array", "items": dict(one.schema)} if one.is_repeated else dict(one.schema)
    more = {"explode": True} if one.is_repeated else {}
    return {"name": one.name, "in": "query", "description": one.says, "schema": schema, **more}


def _fault(says: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}}
