"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.api.bearers import declare_bearers
from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.texts.states import declare_states
from praya.meet.tokens.queries import bearer_with

declare_bearers(bearer_with)
declare_deeds(
    {
        "make token": _("gave a program a token"),
        "withdraw token": _("withdrew a program's token"),
    },
)
declare_manage_links("meet", Link("manage_tokens", _("API access"), "key", 115))
declare_states(
    {
        "valid": ("done", pgettext_lazy("token", "valid")),
        "ended": ("past", pgettext_lazy("token", "ended")),
    }
)
