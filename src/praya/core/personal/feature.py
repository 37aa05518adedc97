"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.personal.erasing import ERASURE, erase_again
from praya.core.revocations.declaring import declare_act

declare_act(ERASURE, erase_again)
declare_deeds({"erase person": _("erased somebody's data")})
