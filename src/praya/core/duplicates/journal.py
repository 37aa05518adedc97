"""Write down what a merge changes, change it, and change it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Model

from praya.core.catalogue.models import Credit
from praya.core.directory.ordering import is_name, order_again, orders_of
from praya.core.duplicates.references import references_to, settlement_of
from praya.core.features.merging import Reference, is_passing, is_secret

Journal = dict[str, Any]
Values = Mapping[str, Any]
# Rows that an edit deletes and writes again are known by what they belong to, not by their number.
_KIN: Mapping[type[Model], str] = {Credit: "title_id"}


def difference(record: Model, values: Values) -> Journal:
    """Return what setting columns of a record changes, as a journal keeps it."""
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    return {
        "before": {name: _kept_value(getattr(record, name)) for name in changed},
        "after": {name: _kept_value(value) for name, value in changed.items()},
    }


def set_columns(model: type[Model], number: int, values: Values) -> None:
    """Set columns of one row and nothing else: no time of change moves."""
    if values:
        read = {name: _read(_field(model, name), value) for name, value in values.items()}
        if is_name(read) and orders_of(model):
            row = model._base_manager.get(pk=number)
            for name, value in read.items():
                setattr(row, name, value)
            read |= order_again(row)
        model._base_manager.filter(pk=number).update(**read)


def differs(record: Model, values: Values) -> list[str]:
    """Return the columns of a record that are not as written."""
    return [name for name, value in values.items() if _kept_value(getattr(record, name)) != value]


def moves_of(model: type[Model], keep: int, other: int) -> tuple[list[Journal], list[Journal], Journal]:
    """Return which rows move to the record kept, which change, and what referred to it before; Refused on a clash."""
    moved: list[Journal] = []
    changed: list[Journal] = []
    referring: Journal = {}
    for reference in references_to(model):
        keeping = _referring_rows(reference, keep)
        others = _referring_rows(reference, other)
        referring[reference.label] = _kin(reference, keeping)
        settlement = settlement_of(reference, keep, keeping, others)
        rows = [row.pk for row in others if row.pk not in settlement.left]
        if rows:
            moved.append({"table": reference.model._meta.label_lower, "column": reference.column, "rows": rows})
        for number, values in settlement.changes.items():
            row = next(row for row in others if row.pk == number)
            changed.append({"table": reference.model._meta.label_lower, "row": number, **difference(row, values)})
    return moved, changed, referring


def move(moved: list[Journal], *, start: int, to: int) -> None:
    """Let rows that refer to one record refer to another."""
    for one in moved:
        model, column = apps.get_model(one["table"]), f"{one['column']}_id"
        model._base_manager.filter(pk__in=one["rows"], **{column: start}).update(**{column: to})


def stayed(one: Journal, keep: int) -> bool:
    """Tell whether all rows that were moved still refer to the record kept."""
    model = apps.get_model(one["table"])
    if is_secret(model):
        return True
    found = model._base_manager.filter(pk__in=one["rows"], **{f"{one['column']}_id": keep}).count()
    return bool(found == len(one["rows"]))


def newcomers(model: type[Model], keep: int, other: int, journal: Journal) -> list[Model]:
    """Return rows that refer to the record kept and did not, nor to the other, when the two were merged."""
    itself = model._base_manager.get(pk=other)
    found: list[Model] = []
    for reference in references_to(model):
        rows = [] if is_secret(reference.model) or is_passing(reference.model) else _referring_rows(reference, keep)
        moved = {
            number for one in journal["moved"] if f"{one['table']}.{one['column']}" == reference.label for number in one["rows"]
        }
        known = set(journal["referring"].get(reference.label, ()))
        new = [row for row in rows if row.pk not in moved and not known.issuperset(_kin(reference, [row]))]
        found += [row for row in new if row != itself]
    return found


def _referring_rows(reference: Reference, number: int) -> list[Any]:
    rows = reference.model._base_manager.select_for_update().filter(**{f"{reference.column}_id": number})
    heavy = [field.name for field in reference.model._meta.concrete_fields if field.get_internal_type() == "BinaryField"]
    return list(rows.defer(*heavy).order_by("pk"))


def _kin(reference: Reference, rows: list[Any]) -> list[Any]:
    return sorted({getattr(row, _KIN.get(reference.model, "pk")) for row in rows})


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in {field.name, field.attname})


def _kept_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _read(field: Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, JSONField) or field.is_relation:
        return value
    return field.to_python(value)
