"""Name what the worker does for the imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

CHECK = Errand("import-%d-check", _("Checking %(name)s"))
UNDO = Errand("import-%d-undo", _("Taking %(name)s back"))
APPLY = Errand("import-%d-apply", _("Importing %(name)s"))
