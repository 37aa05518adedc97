"""Name what the worker does for a market's queue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

LETTERS = Errand("merge-letters-%d", _("Writing about a merge"))
SEARCH = Errand("duplicates-%d", _("Searching for duplicates"))
