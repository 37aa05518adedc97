"""Show Django the tables of every feature of this app."""

from praya.match.imports.models import SheetImport
from praya.match.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.match.meetings.models import Attendance, Meeting, Notice, Repair, Round, Run, RunProgress, Verdict
from praya.match.messages.models import AbuseReport, Block, Mailbox, Message, MessageRules, Thread, ThreadSide
from praya.match.suggestions.models import LeftOut, SuggestionList, SuggestionRun, SuggestionUse, Weighing
from praya.match.wishes.models import Calendar, ProposedSlot, Request, Wish
from praya.match.works.models import AlertDay, PrintedCatalogue, SavedSearch

__all__ = [
    "AbuseReport",
    "AlertDay",
    "Attendance",
    "Block",
    "Calendar",
    "ItemNote",
    "LeftOut",
    "Mailbox",
    "Meeting",
    "Message",
    "MessageRules",
    "Notice",
    "PrintedCatalogue",
    "ProposedSlot",
    "Repair",
    "Request",
    "Round",
    "Run",
    "RunProgress",
    "SavedSearch",
    "SheetImport",
    "Shortlist",
    "ShortlistItem",
    "SuggestionList",
    "SuggestionRun",
    "SuggestionUse",
    "Thread",
    "ThreadSide",
    "Verdict",
    "Weighing",
    "Wish",
]
