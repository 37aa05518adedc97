"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links

declare_links(Link("people", _("People"), "people", 20), Link("exhibitors", _("Exhibitors"), "stand", 30, is_wide_only=True))
