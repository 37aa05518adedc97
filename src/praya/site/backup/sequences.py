"""Keep the numbers already given out: a deleted row's number is not given to another after a restore."""

from __future__ import annotations

from django.db import connection
from django.db.models import AutoField, Model
from django.db.models.fields import BigAutoField, SmallAutoField


def counted(models: list[type[Model]]) -> dict[str, int]:
    """Return, by model, the highest number ever given out."""
    found = {}
    for model in models:
        if isinstance(model._meta.pk, AutoField | BigAutoField | SmallAutoField):
            found[model._meta.label_lower] = _last(model)
    return found


def advance(models: list[type[Model]], kept: dict[str, int]) -> None:
    """Let every sequence go on after the highest number of its rows and of those kept."""
    for model in models:
        name = model._meta.label_lower
        if name in kept:
            _set(model, max(kept[name], _highest(model)))


def _highest(model: type[Model]) -> int:
    highest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return int(highest or 0)


def _last(model: type[Model]) -> int:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
        else:
            sequence = _sequence(model)
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 - a name from the catalogue
            row = cursor.fetchone()
    return max(int(row[0]) if row else 0, _highest(model))


def _set(model: type[Model], number: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(model), max(number, 1), number > 0])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        if number:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _sequence(model: type[Model]) -> str:
    quoted = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, model._meta.pk.column])
        return str(cursor.fetchone()[0])
