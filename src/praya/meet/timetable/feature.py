"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_manage_links

declare_manage_links("before", Link("manage_timetable", _("Timetable"), "clock", 53))
