"""List the columns of the sheet of wishes, and all kinds of sheets."""

from __future__ import annotations

from praya.core.sheets.columns import Column, Kind
from praya.meet.imports.columns import AVAILABILITY, DELEGATES, ORGANISATIONS

WISHES = Kind(
    "wishes",
    ("wishes", "requests to meet", "meeting requests", "preferences", "意願", "会面意愿", "會面意願", "意愿", "約見", "约见"),
    (
        Column(
            *("from", "from", "由", "由"),
            others=("sender", "delegate", "who", "發出", "发出", "發起", "发起", "申請人", "申请人"),
            examples=("mei.chan@example.org", "joao@example.org"),
            is_required=True,
            limit=254,
        ),
        Column(
            *("to", "to", "向", "向"),
            others=("recipient", "wants to meet", "whom", "對象", "对象", "約見對象", "约见对象", "收件人"),
            examples=("joao@example.org", "ORG-001"),
            is_required=True,
            limit=254,
        ),
        Column(
            *("level", "wish", "意願", "意愿"),
            others=("level", "priority", "interest", "程度", "優先", "优先"),
            examples=("must", "like"),
            is_required=True,
            limit=20,
        ),
        Column(
            *("message", "message", "訊息", "留言"),
            others=("note", "text", "信息", "備註", "备注"),
            examples=("We would like to show you our new title.", ""),
            limit=1000,
        ),
        Column(
            *("slots", "slots", "時段", "时段"),
            others=("proposed slots", "times", "建議時段", "建议时段"),
            examples=("", ""),
            limit=100,
        ),
        Column(*("zone", "time zone", "時區", "时区"), others=("zone", "timezone"), limit=64),
        Column(*("status", "status", "狀態", "状态"), others=("state", "answer", "回覆", "回复"), limit=20),
    ),
)
KINDS = (ORGANISATIONS, DELEGATES, AVAILABILITY, WISHES)
