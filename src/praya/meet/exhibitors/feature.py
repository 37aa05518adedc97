"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.merging import settle
from praya.core.keeping import declare_standing
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.accreditation.consequences import follow_all
from praya.meet.exhibitors.merging import settle_exhibitors
from praya.meet.exhibitors.models import Exhibitor

declare_deeds(
    {
        "add exhibitor": _("added an exhibitor"),
        "place exhibitor": _("changed an exhibitor's place"),
        "move stand": _("moved an exhibitor to another stand"),
        "remove exhibitor": _("removed an exhibitor"),
        "add staff": _("added somebody to an exhibitor's staff"),
        "remove staff": _("took somebody out of an exhibitor's staff"),
    }
)
declare_manage_links("people", Link("manage_exhibitors", _("Exhibitors"), "stand", 70))
declare_revocable(Revocable(Exhibitor, key="code", is_lost=True, after=follow_all))
settle(Exhibitor, settle_exhibitors)
declare_standing(Exhibitor, "organisation")
