"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import OFFICE, Personal, declare_personal, deleted, kept, of_account, of_person
from praya.core.keeping import declare_unkept
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.columns import forbidding
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.accreditation.consequences import declare_second_word
from praya.meet.transfers.actions import waits
from praya.meet.transfers.letters import ASKED, ENDED
from praya.meet.transfers.models import Transfer
from praya.meet.transfers.queries import waiting_transfers

declare_deeds(
    {
        "ask for a change of company": _("asked that somebody come for another company"),
        "agree to a change of company": _("agreed that somebody comes for another company"),
        "end a change of company": _("carried a change of company out"),
        "refuse a change of company": _("said that they do not come for another company"),
        "withdraw a change of company": _("withdrew that somebody come for another company"),
    }
)
declare_second_word(waits)
declare_letters(ASKED, ENDED)
declare_manage_links("people", Link("manage_transfers", _("Changes of company"), "moved", 105))
declare_manage_waiting(
    queue(
        "manage_transfers",
        waiting_transfers,
        ngettext_lazy(
            "%(count)d change of company waits for a second word.",
            "%(count)d changes of company wait for a second word.",
            "count",
        ),
        since="asked_at",
        leads="manage_transfer",
        word="code",
    )
)
_TOLD = {"asked_at": _("Asked"), "state": _("Status"), "ended_at": _("Decided")}
declare_personal(
    _("Changes of company"),
    Personal(
        Transfer,
        _("Changes of company you asked for or decided"),
        of_account("by", "ended_by"),
        "asked_at state ended_at",
        kept(OFFICE),
        _TOLD,
    ),
    Personal(
        Transfer,
        _("Changes of your company"),
        of_person("delegate__person"),
        "asked_at company__name state ended_at",
        deleted(),
        {**_TOLD, "company__name": _("Company")},
        is_open=True,
    ),
)
declare_unkept("who is to come for a company is the organisers' to decide, and theirs to read", Transfer)
declare_revocable(
    Revocable(Transfer, {"state": forbidding(Transfer.State.REFUSED, Transfer.State.WITHDRAWN)}, key="code"),
)
