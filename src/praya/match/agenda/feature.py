"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links
from praya.core.holding import before_erasing
from praya.core.keys.declaring import declare_shutting
from praya.core.letters.declaring import declare_letters
from praya.match.agenda.actions import cancel_ahead, new_feed_addresses
from praya.match.agenda.letters import LETTERS
from praya.match.agenda.soon import SOON

declare_deeds({"new feed address": _("made a new calendar address")})
declare_links(
    Link("agenda", _("Agenda"), "agenda", 10),
    Link("availability", _("Availability"), "clock", 110, is_wide_only=True),
    Link("me", _("Me"), "person", 120, narrow_waiting="messages"),
)
declare_letters(*LETTERS, SOON)
before_erasing(cancel_ahead)
declare_shutting(new_feed_addresses)
