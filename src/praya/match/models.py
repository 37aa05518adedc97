"""Show Django the tables of every feature of this app."""

from praya.match.diary.models import Attendance, Meeting, Notice
from praya.match.imports.models import SheetImport
from praya.match.messages.models import AbuseReport, Block, Mailbox, Message, MessageRules, Thread, ThreadSide
from praya.match.repairs.models import Repair
from praya.match.requests.models import ProposedSlot, Request, Round, Wish
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.suggestions.models import LeftOut, SuggestionList, SuggestionRun, SuggestionUse, Weighing

__all__ = [
    "AbuseReport",
    "Attendance",
    "Block",
    "LeftOut",
    "Mailbox",
    "Meeting",
    "Message",
    "MessageRules",
    "Notice",
    "ProposedSlot",
    "Repair",
    "Request",
    "Round",
    "Run",
    "RunProgress",
    "SheetImport",
    "SuggestionList",
    "SuggestionRun",
    "SuggestionUse",
    "Thread",
    "ThreadSide",
    "Verdict",
    "Weighing",
    "Wish",
]
