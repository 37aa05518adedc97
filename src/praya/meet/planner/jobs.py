"""Name what the worker does for agendas."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

FOLLOW = Errand("plans-%d", _("Bringing agendas up to date with the programme"))
