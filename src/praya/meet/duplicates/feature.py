"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import OFFICE, Personal, Subject, declare_personal, deleted, kept, of_account
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.columns import forbidding
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.duplicates.merge_letters import MERGED
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.queries import undecided_pairs

declare_deeds(
    {
        "ask for a merge": _("asked for two records to be made one"),
        "agree to a merge": _("agreed that two records are one"),
        "refuse a merge": _("said that two records are not one"),
        "withdraw a merge": _("withdrew that two records are one"),
    }
)

declare_letters(MERGED)
declare_manage_links("people", Link("manage_duplicates", _("Duplicates"), "twins", 100))
declare_manage_waiting(
    queue(
        "manage_duplicates",
        undecided_pairs,
        ngettext_lazy("%(count)d possible duplicate waits.", "%(count)d possible duplicates wait.", "count"),
        since="found_at",
        leads="manage_duplicates?pair=",
        word="code",
        of="market",
    )
)


def _asked_about(who: Subject) -> Q:
    return Q(pair__kind="person") & (Q(pair__first__in=who.people) | Q(pair__second__in=who.people))


declare_personal(
    _("Duplicates"),
    Personal(
        WaitingMerge,
        _("Merges you asked for or decided"),
        of_account("by", "ended_by"),
        "asked_at state ended_at",
        kept(OFFICE),
        {"asked_at": _("Asked"), "state": _("Status"), "ended_at": _("Decided")},
    ),
    Personal(
        WaitingMerge,
        _("Merges you were asked about"),
        of_account("owner"),
        "asked_at state ended_at",
        deleted(),
        {"asked_at": _("Asked"), "state": _("Status"), "ended_at": _("Decided")},
    ),
    Personal(WaitingMerge, "", _asked_about, "", deleted()),
)
declare_revocable(
    Revocable(WaitingMerge, {"state": forbidding(WaitingMerge.State.REFUSED, WaitingMerge.State.WITHDRAWN)}, key="code"),
)
