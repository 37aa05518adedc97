"""Name what the worker does for runs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

COMPUTE = Errand("run-%d", _("Computing the meeting schedule"))
PUBLISH = Errand("publish-%d", _("Publishing the meeting schedule"))
PUBLISH_AS_PLANNED = Errand("publish-round-%d", _("Publishing the meeting schedule"))
