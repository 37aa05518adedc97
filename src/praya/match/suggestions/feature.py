"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links, declare_manage_links

declare_deeds(
    {
        "compute suggestions": _("had suggestions computed"),
        "set weights": _("set the weights of suggestions"),
        "change suggestions": _("changed what is suggested to them"),
    },
    private=("change suggestions",),
)
declare_links(Link("suggestions", _("Suggestions"), "spark", 60, is_wide_only=True))
declare_manage_links("match", Link("manage_suggestions", _("Suggestions"), "spark", 30))
