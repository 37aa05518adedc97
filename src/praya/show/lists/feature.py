"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links

declare_deeds({"change list": _("changed their lists")})
declare_links(Link("lists", _("Lists"), "list", 90, is_wide_only=True))
