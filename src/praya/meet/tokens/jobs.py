"""Name what actions hand to the worker."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

TELL = Errand("token-%d", _("Letters about your account"))
