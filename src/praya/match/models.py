"""Show Django the tables of every feature of this app."""

from praya.match.imports.models import SheetImport
from praya.match.meetings.models import Attendance, Meeting, Notice, Repair, Round, Run, RunProgress, Verdict
from praya.match.wishes.models import Calendar, ProposedSlot, Request, Wish

__all__ = [
    "Attendance", "Calendar", "Meeting", "Notice", "ProposedSlot", "Repair", "Request", "Round", "Run", "RunProgress",
    "SheetImport", "Verdict", "Wish",
]  # fmt: skip
