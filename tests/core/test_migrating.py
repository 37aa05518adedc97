"""Rows that change their owner are all there afterwards, also where the new table has got columns meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from praya.core.migrating import take_over
from praya.core.texts.fields import UnescapedJSONField

pytestmark = pytest.mark.django_db(transaction=True)


def moved(new: list[tuple[str, Any]], old: list[tuple[str, Any]], **words: bool) -> list[dict[str, Any]]:
    """Make both tables, put a row into the old one, take it over, and return what is in the new one."""
    state = ProjectState()
    key = ("id", models.BigAutoField(primary_key=True))
    steps = [migrations.CreateModel(f"{which}Thing", [key, *columns]) for which, columns in (("Old", old), ("New", new))]
    try:
        with connection.schema_editor() as editor:
            for step in steps:
                before = state.clone()
                step.state_forwards("trial", state)
                step.database_forwards("trial", editor, before, state)
        state.apps.get_model("trial", "OldThing").objects.create(name="one")
        with connection.schema_editor() as editor:
            take_over({"trial.OldThing": "trial.NewThing"}, **words)(state.apps, editor)
        return list(state.apps.get_model("trial", "NewThing").objects.values())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS trial_oldthing")
            cursor.execute("DROP TABLE IF EXISTS trial_newthing")


NAME = ("name", models.CharField(max_length=20))


def test_columns_that_came_later_are_filled_with_their_defaults() -> None:
    later = [
        ("is_new", models.BooleanField(default=False)),
        ("said", UnescapedJSONField(default=list)),
        ("at", models.DateField(null=True)),
    ]
    assert moved([NAME, *later], [NAME]) == [{"id": 1, "name": "one", "is_new": False, "said": [], "at": None}]


@pytest.mark.parametrize("is_in_old", [True, False])
def test_a_column_that_nothing_fills_stops_the_move(is_in_old: bool) -> None:
    more = ("more", models.IntegerField(default=1) if is_in_old else models.IntegerField())
    with pytest.raises(ValueError, match="have other columns: .'more'"):
        moved([NAME], [NAME, more]) if is_in_old else moved([NAME, more], [NAME])


def test_on_the_way_back_what_came_later_is_lost() -> None:
    more = ("more", models.IntegerField(default=1))
    assert moved([NAME], [NAME, more], is_return=True) == [{"id": 1, "name": "one"}]
