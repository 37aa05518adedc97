"""Name what the worker does for printed catalogues."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

PRINT = Errand("works-%d", _("Printing the catalogue of works"))
