"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links, declare_manage_links

declare_manage_links("after", Link("manage_reports", _("Reports"), "report", 60))
declare_links(Link("company_report", _("Report of your company"), "report", 95, is_wide_only=True))
