"""Show Django the tables of every feature of this app."""

from praya.match.imports.models import SheetImport
from praya.match.meetings.models import Attendance, Meeting, Notice, Repair, Round, Run, RunProgress, Verdict
from praya.match.wishes.models import Calendar, ProposedSlot, Request, Wish
from praya.match.works.models import AlertDay, PrintedCatalogue, SavedSearch

__all__ = [
    "AlertDay", "Attendance", "Calendar", "Meeting", "Notice", "PrintedCatalogue", "ProposedSlot", "Repair", "Request", "Round",
    "Run", "RunProgress", "SavedSearch", "SheetImport", "Verdict", "Wish",
]  # fmt: skip
