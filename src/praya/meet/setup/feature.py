"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_manage_links, declare_part

declare_part("meet", _("Meet"), 10)
declare_manage_links(
    "meet",
    Link("manage_edition", _("Edition"), "flag", 20),
    Link("manage_sites", _("Sites"), "site", 30),
    Link("manage_team", _("Team"), "person", 110),
)
