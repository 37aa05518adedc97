"""Put together what the public page of an edition shows, for everybody and for whoever looks at it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from praya.core.actions.answering import address_of
from praya.core.features.menus import delegate_links
from praya.core.templatetags.frame import shown_links
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.door.queries import door_for, front_of, open_categories, picture_size, texts_for
from praya.meet.editions.queries import opening_days

DESCRIBED = 200  # so many letters of a page's text go with a shared link


def front_facts(request: HttpRequest, visit: EditionVisit) -> dict[str, Any]:
    """Return what the public page of an edition shows to everybody, and what opens to whoever looks at it."""
    edition, front = visit.edition, front_of(visit.edition)
    stranger, language = EditionVisit(edition, visit.sites, None), get_language() or "en"
    return {
        "front": front,
        "about": read(front.about, language),
        "joining": read(front.joining, language),
        "shows": read(front.shows, language),
        "size": picture_size(edition) if front.picture else (0, 0),
        "share": request.build_absolute_uri(address_of("edition_about", edition.slug)),
        "share_picture": request.build_absolute_uri(address_of("front_picture", edition.slug, front.picture))
        if front.picture
        else "",
        "hours": [(site, list(rows)) for site, rows in groupby(opening_days(edition), key=lambda row: row.site)],
        "public": shown_links(delegate_links(), edition.slug, stranger) if edition.is_public else [],
        "door": door_for(edition, visit.account, front),
        "opened": list(open_categories(edition)),
        "texts": texts_for(edition, language),
        "described": DESCRIBED,
    }
