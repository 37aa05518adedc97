"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.sheets.kinds import declare_sheets
from praya.meet.registration.sheet import AVAILABILITY, DELEGATES, ORGANISATIONS

declare_sheets(ORGANISATIONS, DELEGATES, AVAILABILITY)
