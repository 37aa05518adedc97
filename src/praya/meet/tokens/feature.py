"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.api.bearers import declare_bearers
from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.holding import Personal, declare_personal, deleted, of_account
from praya.core.jobs.belonging import declare_belonging
from praya.core.keys.declaring import declare_shutting
from praya.core.revocations.columns import ENDS
from praya.core.revocations.declaring import Revocable, declare_lasting, declare_revocable
from praya.core.texts.states import declare_states
from praya.meet.accreditation.consequences import declare_follower
from praya.meet.editions.parting import declare_parting
from praya.meet.tokens.actions import withdraw_made_since, withdraw_of_ended, withdraw_of_removed
from praya.meet.tokens.models import Token
from praya.meet.tokens.queries import bearer_with, is_insider

declare_bearers(bearer_with)
declare_belonging(is_insider)
declare_follower(withdraw_of_ended)
declare_parting(withdraw_of_removed)
declare_deeds(
    {
        "make token": _("gave a program a token"),
        "withdraw token": _("withdrew a program's token"),
    },
)
declare_shutting(withdraw_made_since)
declare_manage_links("before", Link("manage_tokens", _("API access"), "key", 115))
declare_states(
    {
        "valid": ("done", pgettext_lazy("token", "valid")),
        "ended": ("past", pgettext_lazy("token", "ended")),
    }
)
declare_revocable(Revocable(Token, {"withdrawn_at": ENDS}, key="code"))
declare_lasting("it ends by the clock, and is never changed", "meet.token.digest", "meet.token.ends_at")
declare_personal(
    _("API access"),
    Personal(
        Token,
        _("Tokens of programs"),
        of_account("account"),
        "edition__slug name operations made_at ends_at used_at withdrawn_at",
        deleted(),
        {"operations": _("What it may read"), "made_at": _("Entered"), "withdrawn_at": _("Withdrawn")},
    ),
)
