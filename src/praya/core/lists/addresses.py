"""Give a declared list its addresses."""

from __future__ import annotations

import re

from django.urls import URLPattern, path

from praya.core.access.gate import View
from praya.core.lists.declaring import Listing
from praya.core.lists.serving import file_route, list_api, list_file, list_page

_EDITION = "e/<slug:edition>/"


def list_urls(listing: Listing, page: View | None = None) -> list[URLPattern]:
    """Return the addresses of a list's page (or of one of its room's own that shows more), its files and its JSON."""
    files = listing.files or f"{listing.address}{listing.stem}.<slug:kind>"
    return [
        path(listing.address, page or list_page(listing), name=listing.name),
        path(files, list_file(listing), name=file_route(listing)),
        path(_api_address(listing.address), list_api(listing), name=f"{listing.name}_api"),
    ]


def _api_address(address: str) -> str:
    """Return where machines read what stands at an address.

    >>> _api_address("e/<slug:edition>/manage/delegates/"), _api_address("catalogue/")
    ('e/<slug:edition>/api/manage/delegates/', 'api/catalogue/')
    """
    return re.sub(f"^({re.escape(_EDITION)})?", r"\1api/", address)
