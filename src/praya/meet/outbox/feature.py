"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import Waiting, counted, declare_manage_waiting
from praya.core.letters.declaring import declare_letters
from praya.meet.outbox.letters import WORD
from praya.meet.outbox.queries import waiting_mailings

declare_letters(WORD)
declare_manage_links("meet", Link("manage_letters", _("Letters"), "mail", 45))
declare_manage_waiting(
    Waiting(
        "manage_letters",
        lambda: counted(waiting_mailings(OuterRef("pk"))),
        ngettext_lazy("%(count)d mailing waits to be read", "%(count)d mailings wait to be read", "count"),
    )
)
