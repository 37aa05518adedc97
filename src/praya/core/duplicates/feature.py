"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.holding import OFFICE, Personal, Subject, declare_personal, deleted, kept, of_account

declare_deeds(
    {
        "decide about a pair": _("decided about a possible duplicate"),
        "merge records": _("merged two records"),
        "take a merge back": _("took a merge back"),
    }
)

_WORDS = {"state": _("Status"), "undone_at": _("Taken back")}


def _pairs(one: str, other: str, who: Subject) -> Q:
    return Q(kind="person") & (Q(**{f"{one}__in": who.people}) | Q(**{f"{other}__in": who.people}))


declare_personal(
    _("Duplicates"),
    Personal(
        Resemblance, _("Pairs you decided about"), of_account("by"), "decided_at state", kept(OFFICE), {"state": _("Status")}
    ),
    Personal(Merge, _("Records you merged"), of_account("by", "undone_by"), "at kind undone_at", kept(OFFICE), _WORDS),
    # What organisers thought about the person's own record goes with it, and is told to nobody.
    Personal(Resemblance, "", lambda who: _pairs("first", "second", who), "", deleted()),
    Personal(Merge, "", lambda who: _pairs("keep", "other", who), "", deleted()),
)
