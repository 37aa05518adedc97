"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links
from praya.match.messages.unread import BADGE, NAME

declare_deeds(
    {"say outcome": _("said how a meeting went"), "new feed address": _("made a new calendar address")},
    private=("write note",),
    hidden_facts=("outcome",),
)
declare_links(
    Link("agenda", _("Agenda"), "agenda", 10),
    Link("availability", _("Availability"), "clock", 110, is_wide_only=True),
    Link("me", _("Me"), "person", 120, count=NAME, badge=BADGE),
)
