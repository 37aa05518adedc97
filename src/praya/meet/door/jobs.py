"""Name what the worker does with applications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

COMPARE = Errand("application-%d", _("Comparing an applicant with everybody known"))
