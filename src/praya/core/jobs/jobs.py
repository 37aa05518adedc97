"""Name what the worker does for jobs themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

TELL = Errand("held-%d", _("Telling of work that has stopped"))
TELL_BARRED = Errand("barred-%d", _("Telling of work that was not done"))
