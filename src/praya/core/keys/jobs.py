"""Name what actions hand to the worker."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

TELL = Errand("account-change-%d", _("Letters about your account"))
TELL_BACK = Errand("account-back-%d", _("Letters about your account"))
