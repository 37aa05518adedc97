"""List the pages of an edition that a visitor may open from the palette."""

from __future__ import annotations

from praya.core.features.menus import delegate_links, manage_links
from praya.core.features.palette import Asked
from praya.core.templatetags.frame import ShownLink, shown_links
from praya.meet.accreditation.rules import may_work_at_desk


def found_pages(asked: Asked) -> list[ShownLink]:
    """Return the pages whose names hold every word, the visitor's own before the organiser's; without words all of them."""
    visit, folded = asked.visit, [word.casefold() for word in asked.words]
    slug = visit.edition.slug
    pages = shown_links(delegate_links(), slug, visit) if visit.delegate is not None else []
    if may_work_at_desk(visit):
        pages += [page for _label, links in manage_links() for page in shown_links(links, slug, visit)]
    return [page for page in pages if all(word in page.label.casefold() for word in folded)]
