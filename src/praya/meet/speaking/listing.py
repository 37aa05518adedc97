"""Declare the team's lists: who is in which session, what they need, and what they have brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, text_column, word_column
from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.lists.ranked import typed_words
from praya.core.texts.joining import joined
from praya.core.texts.states import state_word
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites
from praya.meet.programme.vocabulary import PARTS
from praya.meet.speaking.forms import MaterialFilters, NeedFilters, SpeakerFilters
from praya.meet.speaking.queries_desk import (
    answer_counts,
    material_rows,
    materials_matching,
    need_rows,
    needs_matching,
    speaker_rows,
    speakers_matching,
)
from praya.meet.speaking.vocabulary import LEVELS, MATERIALS, MISSING, NEEDS, SHOWN


def _speakers(asked: Asked) -> Any:
    wanted = asked.wanted
    return speaker_rows(speakers_matching(asked.visit.edition, **{**wanted, "q": typed_words(wanted["q"])}))


def _dressed(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with their words: the state that is shown, the role, and what is missing of whom."""
    found = []
    for row in with_sites(asked, rows):
        texts = (row["biography"] or {}).get("texts") or {}
        lacks = {"portrait": not row["portrait"], "biography": not texts, "material": not row["has_material"]}
        missing = [word for word, is_lacking in lacks.items() if is_lacking]
        words = {"shown": SHOWN[row["answer"]], "role_word": PARTS[row["role"]]}
        found.append({**row, **words, "missing": missing, "missing_words": [str(MISSING[word]) for word in missing]})
    return found


def _missing_words(row: Mapping[str, Any]) -> str:
    return joined(row["missing_words"])


def _around(asked: Asked) -> dict[str, Any]:
    counts = answer_counts(asked.visit.edition)
    choices = [(answer, state_word(SHOWN[answer]), count) for answer, count in counts.items()]
    return {"tabs": Tabs("answer", _("Answer"), [("", _("all"), None), *choices]), "counts": counts}


SPEAKERS = declare_list(
    Listing(
        name="manage_speakers",
        address="e/<slug:edition>/manage/speakers/",
        heading=_("People in sessions"),
        about="Everybody who has a part in a session, with their answer and what is missing of them.",
        rule=may_organise,
        visit=visit_edition,
        filters=SpeakerFilters,
        rows=_speakers,
        dress=_dressed,
        columns=(
            Column("name", _("Name"), sort="person__name"),
            word_column("role", _("Role"), PARTS),
            text_column("title", pgettext_lazy("a session", "Title")),
            Column("begins", _("Begins"), type="instant", sort="begins"),
            Column("site", _("Site"), "site_name"),
            state_column("answer", _("Answer"), "shown"),
            Column("line", _("What they wrote")),
            Column("missing", _("Missing"), _missing_words, coded="missing", coded_as="codes"),
            Column("needs", _("Open needs"), lambda row: row["needs_open"] or 0, type="whole"),
            Column("invited_at", _("Invited (UTC)"), type="instant"),
            Column("written_at", _("Written to (UTC)"), type="instant"),
            Column("answered_at", _("Answered (UTC)"), type="instant"),
            Column("job_title", _("Job title")),
            Column("session", _("Session"), "session_code"),
            Column("delegate", _("Delegate"), lambda row: row["delegate_code"] or ""),
        ),
        acts="manage_speakers_act",
        template="meet/speaking/speakers.html",
        context=_around,
    )
)


def _need_words(_asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "kind_word": NEEDS[row["kind"]],
            "role_word": PARTS[row["role"]],
            "state": "need_open" if row["met_at"] is None else "need_met",
        }
        for row in rows
    ]


SPEAKER_NEEDS = declare_list(
    Listing(
        name="manage_needs",
        address="e/<slug:edition>/manage/speakers/needs/",
        heading=_("Needs of people in sessions"),
        about=_("What people in sessions need. They and the organisers alone read it."),
        rule=may_organise,
        visit=visit_edition,
        filters=NeedFilters,
        rows=lambda asked: need_rows(needs_matching(asked.visit.edition, **asked.wanted)),
        dress=_need_words,
        columns=(
            Column("name", _("Name")),
            text_column("title", pgettext_lazy("a session", "Title")),
            word_column("kind", _("Kind"), NEEDS),
            Column("line", _("What they wrote")),
            state_column("state", _("State")),
            Column("at", _("Said (UTC)"), type="instant"),
            Column("met_at", _("Seen to (UTC)"), type="instant"),
            Column("session", _("Session"), "session_code"),
            Column("code", _("Code")),
        ),
        template="meet/speaking/needs.html",
    )
)


def _material_words(_asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "kind_word": MATERIALS[row["kind"]], "level_word": LEVELS[row["level"]]} for row in rows]


SPEAKER_MATERIALS = declare_list(
    Listing(
        name="manage_materials",
        address="e/<slug:edition>/manage/speakers/materials/",
        heading=_("Materials of sessions"),
        about=_("What people in sessions have brought, and who reads it."),
        rule=may_organise,
        visit=visit_edition,
        filters=MaterialFilters,
        rows=lambda asked: material_rows(materials_matching(asked.visit.edition, **asked.wanted)),
        dress=_material_words,
        columns=(
            Column("title", pgettext_lazy("a material", "Title")),
            word_column("kind", _("Kind"), MATERIALS),
            word_column("level", _("Who reads it"), LEVELS),
            Column("name", _("Name")),
            text_column("session_title", _("Session")),
            Column("form", pgettext_lazy("a material", "File")),
            Column("size", _("Bytes"), type="whole"),
            Column("link", _("Address")),
            Column("added_at", _("Added (UTC)"), type="instant"),
            Column("session", _("Code of the session"), "session_code"),
            Column("code", _("Code")),
        ),
        template="meet/speaking/materials.html",
    )
)
