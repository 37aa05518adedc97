"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.sheets.kinds import declare_sheets
from praya.meet.schedules.sheet import PROGRAMME

declare_sheets(PROGRAMME)
