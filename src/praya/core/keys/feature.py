"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds

declare_deeds(
    {
        "open account": _("opened an account"),
        "change account": _("changed their account"),
        "change address": _("changed the address of their account"),
        "add passkey": _("added a passkey"),
        "remove passkey": _("removed a passkey"),
        "take back address": _("took back the change of their address"),
        "take back passkey": _("took back a passkey"),
    }
)
