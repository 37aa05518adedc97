"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links
from praya.core.sheets.kinds import declare_sheets
from praya.core.texts.states import declare_states
from praya.match.requests.merging import has_requests
from praya.match.requests.offering import find_free, offer
from praya.match.requests.sheet import REQUESTS, WISHES
from praya.meet.accreditation.merging import let_oblige
from praya.meet.notices.declaring import declare_notice
from praya.show.works.meeting import declare_meetings

declare_deeds(
    {
        "send request": _("sent a request"),
        "edit request": _("changed a request"),
        "withdraw request": _("withdrew a request"),
        "accept request": _("accepted a request"),
        "decline request": _("declined a request"),
        "expire request": _("let an unanswered request end"),
    },
    private=("change wishes",),
    private_subjects=("match.wish",),
    hidden_facts=("wish",),
)
declare_links(Link("requests", _("Requests"), "requests", 70))
declare_states(
    {
        "sent": ("wait", pgettext_lazy("status", "sent")),
        "expired": ("past", pgettext_lazy("status", "expired")),
        "must": ("info", pgettext_lazy("status", "must")),
        "like": ("wait", pgettext_lazy("status", "like")),
    }
)
declare_meetings(offer, find_free)
let_oblige(has_requests)
declare_notice(
    "accepted",
    _("%(who)s has accepted your request."),
    counted=ngettext_lazy("%(n)d request accepted", "%(n)d requests accepted", "n"),
    order=60,
)
declare_notice(
    "declined",
    _("%(who)s has declined your request."),
    look="lost",
    counted=ngettext_lazy("%(n)d request declined", "%(n)d requests declined", "n"),
    order=70,
)
declare_sheets(WISHES, REQUESTS)
