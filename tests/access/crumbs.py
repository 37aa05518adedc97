"""Find pages below an edition from which nobody finds back to the page above: neither by breadcrumbs nor by the menu."""

from __future__ import annotations

from collections.abc import Iterable

from praya.core.features.menus import delegate_links, manage_links
from tests.access.matrix import Answer

CRUMBS, FRAME = 'class="crumbs"', '<main id="main"'
# Pages that stand in no menu and need no path, each with its reason.
WITHOUT = {
    "edition_home": "it is the top of an edition",
    "edition_about": "it is the top of an edition, as strangers read it",
    "invitation": "a letter leads to it, and it leads into the edition",
    "palette": "it leads to every page, and is open over the one from which it was asked for",
}


def without_way_back(answers: Iterable[Answer]) -> list[str]:
    """Return the pages of an edition that say neither where they stand nor how one leaves them."""
    menus = {link.route for link in delegate_links()} | {link.route for _part, links in manage_links() for link in links}
    found = set()
    for one in answers:
        is_page = one.cell.method == "GET" and one.status == 200 and one.path.startswith("/e/") and FRAME in one.text
        if is_page and CRUMBS not in one.text and one.cell.route not in menus | WITHOUT.keys():
            found.add(one.cell.route)
    return sorted(found)
