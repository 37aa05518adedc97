"""Find everything that refers to a record, in the tables of every app, and what would stand in the way of a merge.

The owner of a table says what becomes of its rows where two of them cannot stand side by side (`core.features.merging`);
without such a word the merge is refused and says which rows are meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, UniqueConstraint
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.features.merging import Encounter, Reference, Settlement, settlement_for


def references_to(model: type[Model]) -> list[Reference]:
    """Return every column of every table that refers to a model, including its own `merged_into`."""
    found = [
        Reference(owner, field.name)
        for owner in apps.get_models(include_auto_created=True)
        if owner._meta.managed and not owner._meta.proxy
        for field in owner._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.remote_field.model is model
    ]
    return sorted(found, key=lambda one: one.label)


def settlement_of(reference: Reference, keep: int, keeping: Sequence[Any], others: Sequence[Any]) -> Settlement:
    """Return what becomes of the rows that refer to the other record; Refused when nobody knows."""
    clashes = dict(_clashes(reference, keeping, others))
    known = settlement_for(reference.model)
    if known is not None:
        return known(Encounter(reference, keep, keeping, others, clashes))
    if clashes:
        words = {"what": reference.model._meta.verbose_name_plural, "row": next(iter(clashes.values()))}
        raise Refused(_("Both have one of the %(what)s that only one may have: %(row)s. Remove one of the two first.") % words)
    return Settlement()


def _clashes(reference: Reference, keeping: Sequence[Any], others: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Yield the other record's rows that a unique constraint would refuse, each with the row it clashes with."""
    for columns, condition in _unique_columns(reference):
        names = {field.name: field.attname for field in reference.model._meta.concrete_fields}
        rest = [names[name] for name in columns if name != reference.column]
        holders = {tuple(getattr(row, name) for name in rest): row for row in _under(condition, reference, keeping)}
        for row in _under(condition, reference, others):
            key = tuple(getattr(row, name) for name in rest)
            if key in holders and None not in key:
                yield row.pk, holders[key]


def _unique_columns(reference: Reference) -> Iterator[tuple[Sequence[str], Q | None]]:
    meta = reference.model._meta
    if any(field.unique for field in meta.concrete_fields if field.name == reference.column):
        yield (reference.column,), None
    yield from ((columns, None) for columns in meta.unique_together if reference.column in columns)
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and reference.column in constraint.fields:
            yield constraint.fields, constraint.condition


def _under(condition: Q | None, reference: Reference, rows: Sequence[Any]) -> Sequence[Any]:
    if condition is None or not rows:
        return rows
    numbers = [row.pk for row in rows]
    held = set(reference.model._base_manager.filter(condition, pk__in=numbers).values_list("pk", flat=True))
    return [row for row in rows if row.pk in held]
