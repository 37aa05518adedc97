"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.catalogue.indexing import add_source, index_titles
from praya.core.features.merging import settle
from praya.core.holding import OTHERS, Personal, declare_impersonal, declare_personal, kept, of_account, of_person
from praya.core.keeping import Kept, declare_kept, declare_unkept
from praya.core.revocations.columns import ALLOWS, only
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.accreditation.consequences import declare_follower
from praya.meet.notices.declaring import declare_notice
from praya.meet.works.indexing import list_again, presence
from praya.meet.works.merging import settle_works
from praya.meet.works.models import Showcase, ShowcaseItem, Work

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
declare_notice("work_approved", _("%(who)s is shown now: the organisers have approved it."), order=110)
declare_notice("work_returned", _("%(who)s was given back to you with a remark."), look="moved", order=111)
add_source(presence)
settle(Work, settle_works)
declare_follower(list_again)
declare_personal(
    _("Works at editions"),
    Personal(
        Work,
        _("Works you brought"),
        lambda who: of_account("by")(who) | of_person("contact__person")(who),
        "edition__slug title__code status created_at",
        kept(OTHERS),
        {"title__code": _("Work")},
        is_open=True,
    ),
)
declare_revocable(
    Revocable(
        Work,
        {"status": only(Work.Status.ACCEPTED)},
        after=lambda rows: index_titles([row.title_id for row in rows]),
    ),
    Revocable(Showcase, {"is_published": ALLOWS}, key="code"),
    Revocable(ShowcaseItem, is_lost=True),
)
declare_impersonal("a showcase says nothing about who brought a work", ShowcaseItem)
declare_kept(Kept(Showcase, "curator", Q(is_published=False)))
declare_unkept("its title says whose it is", Work)
