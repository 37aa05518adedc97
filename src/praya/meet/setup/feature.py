"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links, declare_part
from praya.core.texts.states import declare_states

declare_deeds(
    {
        "start edition": _("started the edition"),
        "change edition": _("changed the edition"),
        "add team member": _("added somebody to the team"),
        "change role": _("changed a part in the team"),
        "remove team member": _("took somebody out of the team"),
        "add site": _("added a site"),
        "change site": _("changed a site"),
        "remove site": _("removed a site"),
        "set hours": _("changed opening hours"),
        "add break": _("added a break"),
        "remove break": _("removed a break"),
        "add hall": _("added a hall"),
        "remove hall": _("removed a hall"),
        "set tables": _("changed the number of tables"),
        "add stands": _("added stands"),
        "remove stand": _("removed a stand"),
    },
    open_subjects=("meet.",),
)
declare_part("meet", _("Meet"), 10)
declare_manage_links(
    "meet",
    Link("manage_edition", _("Edition"), "flag", 20),
    Link("manage_sites", _("Sites"), "site", 30),
    Link("manage_team", _("Team"), "person", 110),
)
declare_states(
    {
        "organiser": ("info", pgettext_lazy("status", "organiser")),
        "desk": ("info", pgettext_lazy("status", "desk staff")),
    }
)
