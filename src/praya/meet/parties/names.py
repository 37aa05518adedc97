"""Know how a party is called: the company or person behind it, in the fields that lists need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PARTY_FIELDS = (
    "code",
    "exhibitor__organisation__name",
    "exhibitor__organisation__names",
    "exhibitor__site",
    "delegate__person__name",
    "delegate__person__names",
    "delegate__organisation__name",
    "delegate__organisation__names",
    "delegate__site",
)


@dataclass(frozen=True, slots=True)
class PartyName:
    """Hold the names of one side of a request or meeting; `organisation` is empty when the party is a company itself."""

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""
    organisation_names: Mapping[str, str] = field(default_factory=dict)
    site: int | None = None


def party_fields(prefix: str) -> list[str]:
    """Return the fields to read for the party at the end of `prefix`."""
    return [f"{prefix}__{name}" if prefix else name for name in PARTY_FIELDS]


def party_name_of(row: Mapping[str, Any], prefix: str) -> PartyName:
    """Return the party that a row of values holds under `prefix`."""
    code, company, company_names, company_site, *own = (row[one] for one in party_fields(prefix))
    if company is not None:
        return PartyName(code, company, company_names, site=company_site)
    name, names, organisation, organisation_names, site = own
    return PartyName(code, name, names, organisation or "", organisation_names or {}, site)
