"""Name what the worker does for the versions of a programme."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.jobs.declaring import Errand

TELL_RELEASE = Errand("release-told-%d", _("Telling whom version %(version)d of the programme concerns"))
TELL_REVISION = Errand("revision-told-%d", _("Telling whom a change of the programme concerns"))
RELEASE_AS_PLANNED = Errand("release-planned-%d", _("Releasing the programme"))
