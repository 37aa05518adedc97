"""Name what people in sessions answer, need and bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from praya.core.access.audiences import Level

ANSWERS = ("uninvited", "waiting", "again", "confirmed", "declined")
# The states of an answer as they are shown: those of other rooms have words of their own.
SHOWN = {
    "uninvited": "speaker_uninvited",
    "waiting": "speaker_waiting",
    "again": "speaker_again",
    "confirmed": "speaker_confirmed",
    "declined": "speaker_declined",
}
LOOKS = {
    "speaker_uninvited": ("past", pgettext_lazy("a speaker", "not invited")),
    "speaker_waiting": ("wait", pgettext_lazy("a speaker", "has not answered")),
    "speaker_again": ("wait", pgettext_lazy("a speaker", "asked again")),
    "speaker_confirmed": ("done", pgettext_lazy("a speaker", "has confirmed")),
    "speaker_declined": ("bad", pgettext_lazy("a speaker", "has declined")),
    "need_open": ("wait", pgettext_lazy("a need", "open")),
    "need_met": ("done", pgettext_lazy("a need", "seen to")),
}
NEEDS = {
    "interpreter": pgettext_lazy("a need", "Interpreter"),
    "format": pgettext_lazy("a need", "Playing and projecting"),
    "access": pgettext_lazy("a need", "Access and seating"),
    "travel": pgettext_lazy("a need", "Travel and hotel"),
    "visa": pgettext_lazy("a need", "Visa or letter of invitation"),
    "food": pgettext_lazy("a need", "Food"),
    "other": pgettext_lazy("a need", "Something else"),
}
MATERIALS = {
    "slides": pgettext_lazy("a material", "Slides"),
    "handout": pgettext_lazy("a material", "Handout"),
    "paper": pgettext_lazy("a material", "Paper"),
    "other": pgettext_lazy("a material", "Something else"),
}
LEVELS: Mapping[str, Any] = {
    Level.PUBLIC: pgettext_lazy("readers of a material", "everybody"),
    Level.BADGE: pgettext_lazy("readers of a material", "badge holders"),
    Level.BUYER: pgettext_lazy("readers of a material", "buyers"),
    Level.PRIVATE: pgettext_lazy("readers of a material", "the team and whoever is invited into this session"),
}
MISSING = {
    "portrait": pgettext_lazy("missing", "photograph"),
    "biography": pgettext_lazy("missing", "biography"),
    "material": pgettext_lazy("missing", "material"),
}
