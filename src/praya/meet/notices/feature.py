"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.merging import let_pass
from praya.core.holding import Personal, Subject, declare_personal, deleted, of_person
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.declaring import declare_letters
from praya.meet.accreditation.consequences import declare_witness
from praya.meet.notices.accrediting import LETTERS, tell_of_decision
from praya.meet.notices.models import Notice


def _told_today(who: Subject) -> Q:
    own = Q(company__isnull=True) | Q(company=F("delegate__organisation"))
    return of_person("delegate__person")(who) & own


declare_letters(*LETTERS)
declare_witness(tell_of_decision)
declare_deeds({}, private=("read notices",))
declare_personal(
    _("Notices"),
    Personal(
        Notice,
        _("Notices"),
        _told_today,
        "at kind facts read_at",
        deleted(),
        {"facts": _("Facts"), "read_at": _("Read")},
    ),
    # What concerned a company that they have left is not told any more, and goes like the rest.
    Personal(Notice, "", of_person("delegate__person"), "", deleted()),
)
declare_kept(Kept(Notice, "company"))
let_pass(Notice)
