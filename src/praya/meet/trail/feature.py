"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_closing_links

declare_closing_links(Link("manage_trail", _("Trail"), "trail", 70))
