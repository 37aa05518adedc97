"""Invent what the style page shows: never a real record, always the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from praya.core.charts.heat import HeatMap, heat_map
from praya.core.features.palette import Find
from praya.core.lists.declaring import Tabs
from praya.match.requests.levels import level_buttons

MORNING = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
# What needs no moment and no form: names, states, changes, rows and texts.
SHOWN = Path(__file__).parent / "samples.json"


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


ENTRIES: list[dict[str, Any]] = [
    {
        "at": MORNING,
        "who": "Desk",
        "sentence": "booked a meeting",
        "about": "Yip Wing-hei – Lantern Pictures",
        "address": "#trail",
        "changes": [{"words": "time: 10:00 → 11:30"}],
        "raw": '{"action": "book meeting"}',
    },
    {"at": MORNING - timedelta(hours=1), "who": "Yip Wing-hei", "sentence": "accepted a request"},
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


def sample_heat() -> HeatMap:
    """Return the load of three halls over eight slots."""
    rows = [(f"Hall {name}", [(seed * slot) % 13 for slot in range(8)]) for name, seed in (("A", 5), ("B", 7), ("C", 1))]
    return heat_map("Tables in use", [f"{9 + slot // 2}:{'30' if slot % 2 else '00'}" for slot in range(8)], rows, most=12)


def samples() -> dict[str, Any]:
    """Return everything that the style page shows."""
    shown = json.loads(SHOWN.read_text(encoding="utf-8"))
    filled = SampleForm({"name": "", "when": "31 June"})
    return {
        "instant": MORNING,
        "viewer": LOS_ANGELES,
        **shown,
        "sites": [SampleSite(**one) for one in shown["sites"]],
        "people": [SampleName(**one) for one in shown["people"]],
        "organisation": SampleName(**shown["organisation"]),
        "wishes": [level_buttons(f"sample-{said}", said) for said in ("must", "no")],
        "found": Find("#", "film", "Harbour Light", {"zh-Hant": "海港之光"}, "work"),
        "grid": sample_grid(),
        "heat": sample_heat(),
        "form": filled,
        "filters": SampleFilters(),
        "page": Paginator(range(2340), 50).page(7),
        "other_forms": {"xlsx": "#", "csv": "#", "json": "#"},
        "tabs": Tabs("box", "Box", [("received", "Received", 12), ("sent", "Sent", 4)]),
        "wanted": {"box": "received"},
        "entries": ENTRIES,
    }
