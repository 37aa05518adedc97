"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.demo.buttons import role_entrances
from praya.meet.home.entrances import declare_entrances

declare_entrances(role_entrances)
declare_deeds({"load demo market": _("loaded the demonstration")})
