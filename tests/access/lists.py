"""Derive the policy of a list's files and of its JSON: whoever reads the page reads them, and no line is written twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import get_resolver

from praya.core.lists.declaring import declared_lists
from praya.core.lists.serving import file_route

GET = ("GET",)


def lines_of_lists(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lines of all files and of all JSON that the policy does not name itself."""
    assert get_resolver().url_patterns  # a list is known once its addresses have been read
    found = {}
    for listing in declared_lists():
        page = replace(policy[listing.name], methods=GET, body=None)
        found[file_route(listing)] = replace(page, kinds={**page.kinds, "kind": "list kind"})
        found[f"{listing.name}_api"] = page
    return {name: line for name, line in found.items() if name not in policy}
