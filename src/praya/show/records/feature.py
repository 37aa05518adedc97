"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links, declare_manage_links

declare_links(Link("my_works", _("My works"), "pencil", 100, is_wide_only=True))
declare_manage_links("meet", Link("manage_works", _("Works"), "film", 80))
