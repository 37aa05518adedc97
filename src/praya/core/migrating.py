"""Let tables, entries of the trail and jobs change their owner without losing a row.

A feature that moves to another app gets its tables anew there (constraints under new names, because a database keeps their names
in one list), and a migration of the app it leaves takes everything over: the lower app never knows of the higher. Going back, the
old tables are filled before anything refers to them again, and the new ones are cleared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Step = Callable[[Any, BaseDatabaseSchemaEditor], None]


def take_over(moves: Mapping[str, str], *, is_return: bool = False) -> Step:
    """Return a migration's step that copies all rows, with their keys, in the order given: {"old.Model": "new.Model"}.

    The lower app's later migrations may have run before: a column that only the new table has is filled with its default, where
    it may not be empty; one that only the old table has must be one that may be empty. On the way back (`is_return`) it is one
    that came later, and is lost with the version that knew it.
    """

    def copy(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        quote = editor.connection.ops.quote_name
        for old, new in moves.items():
            source, target = apps.get_model(old), apps.get_model(new)
            own, theirs = ({one.attname: one for one in model._meta.local_concrete_fields} for model in (source, target))
            filled = [one for name, one in theirs.items() if name not in own and not one.null]
            lost = [name for name, one in own.items() if name not in theirs and not one.null and not is_return]
            if lost or not all(one.has_default() for one in filled):
                lacking = sorted(own.keys() ^ theirs.keys())
                raise ValueError(f"{old} and {new} have other columns: {lacking}")
            both = [name for name in own if name in theirs]
            into = ", ".join(quote(one.column) for one in (*(theirs[name] for name in both), *filled))
            what = ", ".join([*(quote(own[name].column) for name in both), *["%s"] * len(filled)])
            defaults = [one.get_db_prep_save(one.get_default(), connection=editor.connection) for one in filled]
            tables = quote(target._meta.db_table), quote(source._meta.db_table)
            editor.execute(f"INSERT INTO {tables[0]} ({into}) SELECT {what} FROM {tables[1]}", defaults or None)  # noqa: S608 - ours
            _count_on(editor, source._meta.db_table, target._meta.db_table)
        editor.connection.check_constraints()  # now, because PostgreSQL drops no table of which something is still to be checked

    return copy


def _count_on(editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    """Let numbering go on where the old table's had got to: a deleted row's number is not given to another."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [new])
        editor.execute("INSERT INTO sqlite_sequence (name, seq) SELECT %s, seq FROM sqlite_sequence WHERE name = %s", [new, old])
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id'), pg_get_serial_sequence(%s, 'id')", [old, new])
        before, after = cursor.fetchone()
        cursor.execute(f"SELECT setval(%s, last_value, is_called) FROM {before}", [after])  # noqa: S608 - a name from the catalogue


def clear(names: Sequence[str]) -> Step:
    """Return a migration's step that empties tables, the last named first: what was taken over has been given back."""

    def empty(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
        for name in reversed(names):
            apps.get_model(name).objects.all().delete()

    return empty


def rename_subjects(names: Mapping[str, str]) -> Step:
    """Return a migration's step that gives the entries of the trail their subjects' new names."""

    def rename(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
        entries = apps.get_model("core.Entry").objects
        for old, new in names.items():
            entries.filter(subject=old).update(subject=new)

    return rename


def rename_jobs(paths: Mapping[str, str]) -> Step:
    """Return a migration's step that gives waiting and finished jobs, and the timetable, the new paths of their modules."""

    def rename(apps: Any, _editor: BaseDatabaseSchemaEditor) -> None:
        results, timetable = (
            apps.get_model("django_tasks_database.DBTaskResult").objects,
            apps.get_model("core.Timetable").objects,
        )
        for old, new in paths.items():
            results.filter(task_path=old).update(task_path=new)
            if not timetable.filter(task=new).exists():
                timetable.filter(task=old).update(task=new)
            timetable.filter(task=old).delete()

    return rename
