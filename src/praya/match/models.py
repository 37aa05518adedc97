"""Show Django the tables of every feature of this app."""

from praya.match.meetings.models import Attendance, Meeting, Notice, Repair, Round, Run, RunProgress, Verdict
from praya.match.messages.models import AbuseReport, Block, Mailbox, Message, MessageRules, Thread, ThreadSide
from praya.match.requests.models import ProposedSlot, Request, Wish
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
    "SuggestionList",
    "SuggestionRun",
    "SuggestionUse",
    "Thread",
    "ThreadSide",
    "Verdict",
    "Weighing",
    "Wish",
]
