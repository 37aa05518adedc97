"""Declare the sheets of wishes, which become requests, and of requests for reading."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.sheets import fields
from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import SheetKind
from praya.match.requests.sheet_actions import write_wishes
from praya.match.requests.sheet_planning import LEVELS, STATUSES, plan_wishes
from praya.match.requests.sheet_queries import export_requests, export_wishes

NO_LEVEL = _("this is not a wish; write must, like or no.")
NO_STATE = _("this is not a state of a request; write sent or accepted.")
WISHES = SheetKind(
    "wishes", "wishes, 意願, 意愿, requests to meet, meeting requests, preferences, 会面意愿, 會面意願, 約見, 约见",
    (
        Column("from", "from, 由, 由, sender, delegate, who, 發出, 发出, 發起, 发起, 申請人, 申请人",
               ("mei.chan@example.org", "joao@example.org"), is_required=True, limit=254),
        Column("to", "to, 向, 向, recipient, wants to meet, whom, 對象, 对象, 約見對象, 约见对象, 收件人",
               ("joao@example.org", "ORG-001"), is_required=True, limit=254),
        Column("level", "wish, 意願, 意愿, level, priority, interest, 程度, 優先, 优先",
               ("must", "like"), is_required=True, limit=20, read=fields.one_of(LEVELS, NO_LEVEL)),
        Column("message", "message, 訊息, 留言, note, text, 信息, 備註, 备注",
               ("We would like to show you our new title.", ""), limit=1000, read=fields.paragraphs),
        Column("slots", "slots, 時段, 时段, proposed slots, times, 建議時段, 建议时段", limit=100, read=fields.civil_moments),
        Column("zone", "time zone, 時區, 时区, zone, timezone", limit=64, read=fields.zone),
        Column("status", "status, 狀態, 状态, state, answer, 回覆, 回复", limit=20, read=fields.one_of(STATUSES, NO_STATE)),
    ),
    label=_("wishes"), needs=("delegates",), plan=plan_wishes, write=write_wishes, export=export_wishes,
    is_secret=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
REQUESTS = SheetKind("requests", "requests", needs=("wishes",), export=export_requests)
