"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_manage_links, declare_part

declare_part("top", "", 0)
declare_part("before", _("Before the market"), 10)
declare_part("people", _("People and works"), 20)
declare_part("day", _("On the day"), 40)
declare_part("after", _("Afterwards"), 50)
declare_manage_links(
    "before",
    Link("manage_edition", _("Edition"), "flag", 20),
    Link("manage_sites", _("Sites"), "site", 30),
    Link("manage_team", _("Team"), "person", 110),
)
