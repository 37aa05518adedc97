"""Know what an organiser may see of what a delegate sees: nothing private, no message, no note, no block and no *no*.

A delegate's own list of requests leaves out whom they have said *no* to. Shown as it is, the gap would tell it: here stand all
requests of their side, as the two sides have made them, whoever wishes what.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Audience, may_read
from praya.core.letters.declaring import kind_of
from praya.match.agenda.news import NoticeLine, notice_line
from praya.match.agenda.queries import Item, agenda_items
from praya.match.dossiers.queries import requests_known
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.models import Notice
from praya.meet.notices.queries import notices_of
from praya.show.directory.queries import open_parts

PAGES = {"agenda": _("Agenda"), "requests": _("Requests"), "notices": _("What changed"), "profile": _("Profile")}
# What two sides tell each other by name or in their own words is theirs.
OWN_FACTS = ("line", "with", "with_names", "minutes")


def page_of(delegate: Delegate, page: str) -> dict[str, Any]:
    """Return what one page shows."""
    if page == "agenda":
        return {"items": agenda_items(delegate)}
    if page == "requests":
        return {"requests": requests_known(delegate)}
    if page == "notices":
        return {"lines": notices_known(delegate)}
    is_open = may_read(delegate.person.level, Audience.BUYER)
    return {"parts": open_parts(delegate.person, Audience.BUYER) if is_open else {}}


def notices_known(delegate: Delegate) -> list[NoticeLine]:
    """Return what a delegate was told of their meetings and by the organisers: of what two sides deal with, nothing."""
    items: dict[str, Item] = {item.code: item for item in agenda_items(delegate)}
    found = [notice for notice in notices_of(delegate) if _is_open(notice)]
    for notice in found:
        notice.facts = {name: value for name, value in notice.facts.items() if name not in OWN_FACTS}
    return [notice_line(notice, items.get(str(notice.facts.get("meeting", "")))) for notice in found]


def _is_open(notice: Notice) -> bool:
    kind = kind_of(notice.kind)
    return kind is not None and not kind.is_private
