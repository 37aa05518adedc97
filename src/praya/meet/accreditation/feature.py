"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.merging import settle
from praya.meet.accreditation.merging import settle_delegates
from praya.meet.accreditation.models import Delegate

declare_deeds(
    {
        "add category": _("added a category"),
        "change category": _("changed a category"),
        "remove category": _("removed a category"),
        "decide accreditations": _("decided about accreditations"),
        "take decisions back": _("took decisions about accreditations back"),
        "add delegate": _("accredited somebody by hand"),
        "change delegate": _("changed an accreditation"),
        "cut hours": _("shortened somebody's hours"),
        "leave": _("recorded that somebody has left"),
        "say hours": _("said when they can meet"),
        "follow site hours": _("went back to the hours of the site"),
    }
)
declare_manage_links(
    "meet", Link("manage_categories", _("Categories"), "tag", 40), Link("manage_delegates", _("Delegates"), "people", 60)
)
settle(Delegate, settle_delegates)
