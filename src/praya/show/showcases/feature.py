"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links, declare_manage_links

declare_links(Link("showcases", _("Showcases"), "showcase", 50, is_wide_only=True))
declare_manage_links("people", Link("manage_showcases", _("Showcases"), "showcase", 90))
