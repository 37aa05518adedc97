"""Hold an answer against the OpenAPI document."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator


def faults_in(described: dict[str, Any], address: str, status: int, content: Any) -> list[str]:
    """Return where an answer is not what the document says of its address and status."""
    answers = described["paths"][address]["get"]["responses"]
    if str(status) not in answers:
        return [f"{status} is not in the document"]
    schema = answers[str(status)].get("content", {}).get("application/json", {}).get("schema")
    whole = {**schema, "components": described["components"]}
    return [f"{one.json_path}: {one.message}" for one in Draft202012Validator(whole).iter_errors(content)]
