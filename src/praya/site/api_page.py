"""Write docs/api.md from the OpenAPI document: `python -m praya.site.api_page`; with --check say whether it is as written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from praya.site.starting import start_django

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
Schema = Mapping[str, Any]


def page(document: Mapping[str, Any]) -> str:
    """Return the page that says in English what the document says to programs."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield "# Reading from another program"
    yield ""
    yield "This page is written from the declarations that serve the addresses (`python -m praya.site.api_page`); programs read"
    yield "the same as OpenAPI 3.1 at `/api/openapi.json`."
    yield ""
    yield document["info"]["description"]
    yield ""
    yield "| Address | What it answers |"
    yield "|---|---|"
    for address, one in document["paths"].items():
        yield f"| `{address}` | {one['get']['summary']}: {one['get']['description']} |"
    yield ""
    yield "## Faults"
    yield 'Every fault is `{"error": {"code": …, "parameter": …, "message": …}}`; `parameter` only where one is to blame.'
    yield ""
    yield "| Status | When |"
    yield "|---|---|"
    first = next(iter(document["paths"].values()))["get"]
    for status, answer in first["responses"].items():
        if status != "200":
            yield f"| {status} | {answer['description']} |"
    for address, one in document["paths"].items():
        yield from _operation(address, one["get"])


def _operation(address: str, one: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"## {one['summary']}"
    yield f"`GET {address}` — scope `{one['operationId']}`"
    yield ""
    asked = [each for each in one["parameters"] if each["in"] == "query"]
    if asked:
        yield "| Parameter | Values | |"
        yield "|---|---|---|"
        for each in asked:
            yield f"| `{each['name']}` | {_values(each['schema'])} | {each['description']} |"
        yield ""
    yield "| In the answer | Values | |"
    yield "|---|---|---|"
    yield from _fields(one["responses"]["200"]["content"]["application/json"]["schema"], "")


def _fields(schema: Schema, before: str) -> Iterator[str]:
    for name, one in schema.get("properties", {}).items():
        yield f"| `{before}{name}` | {_values(one)} | {one.get('description', '')} |"
        inner = one.get("items", one)
        yield from _fields(inner, f"{before}{name}{'[]' if 'items' in one else ''}.")


def _values(schema: Schema) -> str:
    """Return a schema in a few words.

    >>> _values({"type": ["integer", "null"], "minimum": 0}), _values({"type": "array", "items": {"enum": ["a", "b"]}})
    ('whole number or null', 'list of `a`, `b`')
    """
    if "anyOf" in schema:
        return " or ".join(_values(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    kinds = schema.get("type", "anything")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return " or ".join(_kind(kind, schema) for kind in kinds)


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        return f"list of {_values(schema['items'])}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"map to {_values(schema['additionalProperties'])}"
    words = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false", "object": "record"}
    limits = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if schema.get(key)]
    return " ".join([words.get(kind, kind), *limits])


def main(words: list[str]) -> int:
    """Write the page, or compare it."""
    start_django()
    from praya.core.api.documents import document

    text = page(document())
    if "--check" in words:
        if PAGE.read_text(encoding="utf-8") != text:
            sys.stderr.write("docs/api.md is not what the declarations say; run: python -m praya.site.api_page\n")
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
