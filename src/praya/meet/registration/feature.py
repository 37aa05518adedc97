"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

from praya.core.revocations.declaring import declare_act
from praya.core.sheets.built import declare_built
from praya.core.sheets.kinds import declare_sheets
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.registration.sheet import AVAILABILITY, DELEGATES, ORGANISATIONS
from praya.meet.registration.undoing import TAKEN_BACK, end_again

declare_sheets(ORGANISATIONS, DELEGATES, AVAILABILITY)
declare_act(TAKEN_BACK, end_again)
declare_built(Delegate, ngettext_lazy("%(count)d delegate", "%(count)d delegates", "count"))
declare_built(Exhibitor, ngettext_lazy("%(count)d exhibitor", "%(count)d exhibitors", "count"))
