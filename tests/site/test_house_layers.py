"""Layers of a room look down only, and rooms leave each other's pages alone: each fault is planted in a house of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.test_house import judged

TEST = {"tests/meet/stands/test_stands.py": "def test_a() -> None:\n    assert 1\n"}
ROOM = "src/praya/meet/stands/"


@pytest.mark.parametrize(
    ("name", "text", "below", "above"),
    [
        ("models.py", "from praya.meet.stands.queries import found\n", "models", "queries"),
        ("queries_free.py", "def f():\n    from praya.meet.stands.actions import place\n", "queries", "actions"),
        ("actions.py", "from praya.meet.stands import queries, site_forms\n", "actions", "forms"),
        ("jobs.py", "from praya.meet.stands.actions import place\n", "jobs", "actions"),
        ("jobs.py", "from praya.meet.stands.tasks import tell\n", "jobs", "tasks"),
        ("site_forms.py", "from praya.meet.stands.views import page\n", "forms", "views"),
    ],
)
def test_a_layer_that_looks_up_is_found(tmp_path: Path, name: str, text: str, below: str, above: str) -> None:
    line = text.count("\n")
    sentence = f"{below} stand below {above}: turn it round, or move what both need into a noun"
    assert judged(tmp_path, {**TEST, ROOM + name: text}) == [(ROOM + name, line, sentence)]


@pytest.mark.parametrize("what", ["views_runs import page", "forms import F", "tasks import start", "site_urls import x"])
def test_looking_at_the_pages_of_another_room_is_found(tmp_path: Path, what: str) -> None:
    name = what.partition(" ")[0]
    sentence = f"praya.meet.halls.{name} belongs to its room alone: ask its queries and actions"
    text = f"from praya.meet.halls.{what}\n"
    assert judged(tmp_path, {**TEST, ROOM + "actions.py": text}) == [(ROOM + "actions.py", 1, sentence)]


@pytest.mark.parametrize(
    "text",
    [
        "from praya.meet.stands.queries import found\n",
        "from praya.meet.stands.models import Stand\n",
        "from praya.meet.stands.booking import book\n",
        "from praya.meet.halls.queries import found\n",
        "from praya.meet.halls import actions\n",
        "from praya.meet.stands.jobs import TELL\n",
        "from django.forms import Form\n",
    ],
)
def test_looking_down_and_at_what_others_show_is_free(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {**TEST, ROOM + "actions.py": text}) == []


@pytest.mark.parametrize("name", ["queries_free.py", "actions.py", "listing.py", "jobs.py"])
@pytest.mark.parametrize("line", ["from django.http import Http404", "from django.shortcuts import get_object_or_404"])
def test_what_stands_below_the_pages_answers_no_404(tmp_path: Path, name: str, line: str) -> None:
    sentence = f"{line.rpartition(' ')[2]} is a page's answer: say existing(…), core/access/absence.py"
    assert judged(tmp_path, {**TEST, ROOM + name: f"{line}\n"}) == [(ROOM + name, 1, sentence)]


@pytest.mark.parametrize("name", ["views.py", "answers_views.py", "answering.py"])
def test_pages_and_what_answers_for_them_may(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {**TEST, ROOM + name: "from django.http import Http404\n"}) == []
