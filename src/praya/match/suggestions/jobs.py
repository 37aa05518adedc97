"""Name what the worker does for suggestions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

SUGGEST = Errand("suggestions-%d", _("Finding out who is worth meeting"))
TRY = Errand("weights-%d", _("Trying other weights"))
