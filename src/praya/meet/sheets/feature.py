"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links

declare_deeds({"import sheets": _("imported a spreadsheet")})
declare_manage_links("meet", Link("manage_import", _("Import"), "import", 50))
