"""Read which site a row names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from praya.core.sheets import fields
from praya.core.sheets.rows import Row
from praya.meet.editions.models import Site
from praya.meet.registration.world import World, folded

REMOTE_WORDS = frozenset({"remote", "online", "線上", "线上", "遠程", "远程", "網上", "网上"})


def site_of(row: Row, world: World) -> tuple[Site | None, bool]:
    """Return the site of a row, and whether the row says that there is none because it is online."""
    text = folded(row.text("site"))
    if text in REMOTE_WORDS:
        return None, True
    known = ", ".join(site.short_name for site in world.sites) or "-"
    reason = _("this site is not known; write one of: %(known)s, or online.") % {"known": known}
    return fields.chosen(row, "site", world.sites_by_word, lambda _text: reason), False
