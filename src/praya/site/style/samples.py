"""Invent what the style page shows: never a real record, always the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from praya.core.charts.heat import HeatMap, heat_map
from praya.core.charts.timeline import Item, Timeline, timeline
from praya.core.lists.declaring import Tabs
from praya.match.requests.levels import level_buttons

MORNING = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True, slots=True)
class SampleSite:
    """Stand for a site."""

    short_name: str
    zone: str
    hue: int


@dataclass(frozen=True, slots=True)
class SampleName:
    """Stand for a person or an organisation."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    activity: str = ""


SITES = (
    SampleSite("HKG", "Asia/Hong_Kong", 1),
    SampleSite("LAX", "America/Los_Angeles", 2),
    SampleSite("MFM", "Asia/Macau", 3),
    SampleSite("LIS", "Europe/Lisbon", 4),
)
PEOPLE = (
    SampleName("Yip Wing-hei", {"zh-Hant": "葉詠曦"}),
    SampleName("Maria do Carmo Vasques"),
    SampleName("林 ゆき", {"ja-Latn": "Hayashi Yuki"}),
    SampleName("Seo Ha-eun", {"ko": "서하은"}),
    SampleName("سلمى الخطيب", {"ar-Latn": "Salma Al Khatib"}),
    SampleName("Naret Chaiwong", {"th": "เนตร ไชยวงศ์"}),
    SampleName("Ανθή Λιακοπούλου", {"el-Latn": "Anthi Liakopoulou"}),
    SampleName("Kavya Deshmukh", {"hi": "काव्या देशमुख"}),
)
ORGANISATION = SampleName("Lantern Pier Pictures", {"zh-Hant": "燈籠碼頭影業"}, "Sales agent")
POINTS = [
    (0.5, 610_000, 742_000.0),
    (2, 690_400, 738_100.0),
    (6, 722_300, 736_900.0),
    (14, 734_100, 736_150.0),
    (31, 735_820, 735_990.0),
]
STATES_SHOWN = (
    "sent",
    "accepted",
    "declined",
    "withdrawn",
    "scheduled",
    "held",
    "no_show",
    "cancelled",
    "running",
    "frozen",
    "failed",
)

CHANGES: list[dict[str, Any]] = [
    {
        "kind": "moved",
        "icon": "moved",
        "what": "Yip Wing-hei – Vasques Filmes",
        "was": "10:00, Hall A 12",
        "becomes": "11:30, Hall A 4",
        "who": "",
    },
    {
        "kind": "lost",
        "icon": "minus",
        "what": "Harbour Nine – Kavya Deshmukh",
        "was": "10:30",
        "becomes": "",
        "who": "no other slot in common",
    },
    {
        "kind": "new",
        "icon": "plus",
        "what": "Harbour Nine – Seo Ha-eun",
        "was": "",
        "becomes": "10:30, Hall A 12",
        "who": "from the waiting list",
    },
]
ROWS: list[dict[str, Any]] = [
    {"number": 2, "fate": "new", "cells": [{"text": "葉詠曦"}, {"text": "HK"}, {"text": "wh@example.org"}], "reason": ""},
    {
        "number": 3,
        "fate": "wrong",
        "cells": [{"text": "M. Vasques"}, {"text": "PRT", "is_wrong": True}, {"text": ""}],
        "reason": "PRT is no country code; write PT.",
    },
]
ENTRIES: list[dict[str, Any]] = [
    {"at": MORNING, "who": "Desk", "sentence": "moved a meeting", "before": "10:00", "after": "11:30"},
    {"at": MORNING - timedelta(hours=1), "who": "Yip Wing-hei", "sentence": "accepted a request", "before": "", "after": ""},
]
TEXTS: list[dict[str, Any]] = [
    {"tag": "en", "own_name": "English", "text": "A market by the water", "is_source": True},
    {"tag": "zh-Hant", "own_name": "繁體中文", "text": "水邊的市場", "is_stale": True},
    {"tag": "pt", "own_name": "Português", "text": "Um mercado à beira da água", "is_machine": True},
    {"tag": "ar", "own_name": "العربية", "text": "", "direction": "rtl"},
]


class SampleForm(forms.Form):
    """Stand for a form that was sent back."""

    name = forms.CharField(label="Name", help_text="As the public reads it.")
    when = forms.DateField(label="First day")
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)


class SampleFilters(forms.Form):
    """Stand for the filters of a list."""

    q = forms.CharField(label="Name", widget=forms.TextInput(attrs={"type": "search"}))
    country = forms.ChoiceField(label="Country or region", choices=[("", "Everywhere"), ("HK", "Hong Kong"), ("PT", "Portugal")])


def sample_grid() -> dict[str, Any]:
    """Return a slot grid with every kind of cell."""
    kinds = ("", "", "taken", "held", "closed", "taken")
    rows = []
    for number in range(6):
        start = MORNING + timedelta(minutes=30 * number)
        cells = [
            {
                "value": f"{number}-{day}",
                "is_checked": (number + day) % 3 == 0,
                "state": kinds[(number + 2 * day) % 6],
                "label": f"{15 + day} March, {start.astimezone(HONG_KONG):%H:%M}",
                "reason": "A meeting is here" if (number + 2 * day) % 6 in {2, 3, 5} else "",
            }
            for day in range(4)
        ]
        label, second = f"{start.astimezone(HONG_KONG):%H:%M}", f"{start.astimezone(LOS_ANGELES):%H:%M}"
        rows.append({"label": label, "second": second, "cells": cells})
    return {"days": [(day, f"{15 + day} March") for day in range(4)], "rows": rows}


def sample_day() -> Timeline | None:
    """Return a day of two sites with the hours they share."""
    hour = timedelta(hours=1)
    hong_kong = [
        Item(MORNING, MORNING + 2 * hour, "Open with Los Angeles", "shared", "shared"),
        Item(MORNING + 2 * hour, MORNING + 4 * hour, "Open", "", "open", 1),
        Item(MORNING + 4 * hour, MORNING + 5 * hour, "Lunch", "", "break"),
        Item(MORNING + 5 * hour, MORNING + 7 * hour, "Open", "", "open", 1),
    ]
    los_angeles = [
        Item(MORNING, MORNING + 2 * hour, "Open with Hong Kong", "shared", "shared"),
        Item(MORNING + 2 * hour, MORNING + 2.5 * hour, "Cancelled meeting", "", "gone", 2),
    ]
    return timeline([("Hong Kong", hong_kong), ("Los Angeles", los_angeles)], HONG_KONG, LOS_ANGELES)


def sample_heat() -> HeatMap:
    """Return the load of three halls over eight slots."""
    rows = [(f"Hall {name}", [(seed * slot) % 13 for slot in range(8)]) for name, seed in (("A", 5), ("B", 7), ("C", 1))]
    return heat_map("Tables in use", [f"{9 + slot // 2}:{'30' if slot % 2 else '00'}" for slot in range(8)], rows, most=12)


def samples() -> dict[str, Any]:
    """Return everything that the style page shows."""
    filled = SampleForm({"name": "", "when": "31 June"})
    return {
        "instant": MORNING,
        "viewer": LOS_ANGELES,
        "sites": SITES,
        "people": PEOPLE,
        "organisation": ORGANISATION,
        "wishes": [level_buttons(f"sample-{said}", said) for said in ("must", "no")],
        "points": POINTS,
        "states": STATES_SHOWN,
        "grid": sample_grid(),
        "day": sample_day(),
        "heat": sample_heat(),
        "form": filled,
        "filters": SampleFilters(),
        "page": Paginator(range(2340), 50).page(7),
        "other_forms": {"xlsx": "#", "csv": "#", "json": "#"},
        "tabs": Tabs("box", "Box", [("received", "Received", 12), ("sent", "Sent", 4)]),
        "wanted": {"box": "received"},
        "changes": CHANGES,
        "columns": ["Name", "Country", "E-mail"],
        "rows": ROWS,
        "entries": ENTRIES,
        "texts": TEXTS,
    }
