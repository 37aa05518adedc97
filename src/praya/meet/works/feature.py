"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.catalogue.indexing import add_source
from praya.core.features.merging import settle
from praya.meet.accreditation.consequences import let_follow
from praya.meet.works.indexing import list_again, presence
from praya.meet.works.merging import settle_works
from praya.meet.works.models import Work

declare_deeds(
    {
        "present work": _("brought a work to the edition"),
        "submit work": _("submitted a work"),
        "decide about work": _("decided about a work"),
        "take work back": _("took a work out of the edition"),
        "review work": _("reviewed a work"),
        "take review back": _("took a review back"),
        "begin showcase": _("began a showcase"),
        "describe showcase": _("described a showcase"),
        "publish showcase": _("published a showcase"),
        "hide showcase": _("hid a showcase"),
        "order showcases": _("put showcases in order"),
        "add to showcase": _("added a work to a showcase"),
        "take out of showcase": _("took a work out of a showcase"),
        "arrange showcase": _("put a showcase in order"),
        "write showcase note": _("wrote about a work of a showcase"),
    }
)
add_source(presence)
settle(Work, settle_works)
let_follow(list_again)
