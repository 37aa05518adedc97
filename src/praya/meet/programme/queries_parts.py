"""Read who is in which session, with the place and time at which they are there."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Case, DateTimeField, F, Field, OuterRef, Prefetch, QuerySet, Subquery, Value, When

from praya.meet.programme.models import Host, Part, Placement

_MOMENT, _NUMBER = DateTimeField(), BigIntegerField()
PLACE: dict[str, tuple[str, Field[Any, Any]]] = {
    "begins": ("starts_at", _MOMENT),
    "ends": ("ends_at", _MOMENT),
    "at_site": ("site_id", _NUMBER),
    "at_room": ("room_id", _NUMBER),
}


def parts_placed(**found: Any) -> QuerySet[Part, Any]:
    """Return parts with `begins`, `ends`, `at_site` and `at_room`: the place that is named, else the session's origin.

    Without any place of the session they are empty; who takes part by link only is in no room.
    """
    origin = Placement.objects.filter(session=OuterRef("session")).order_by("-is_origin", "starts_at", "pk")
    there: dict[str, Any] = {name: _there(column, kind, origin) for name, (column, kind) in PLACE.items()}
    there["at_room"] = Case(When(is_online=True, then=Value(None)), default=there["at_room"], output_field=_NUMBER)
    return Part.objects.filter(**found).annotate(**there)


def _there(column: str, kind: Field[Any, Any], origin: QuerySet[Placement]) -> Case:
    first = Subquery(origin.values(column)[:1], output_field=kind)
    return Case(When(placement__isnull=True, then=first), default=F(f"placement__{column}"), output_field=kind)


def with_company(rows: QuerySet[Part, Any]) -> QuerySet[Part, Any]:
    """Return parts with what is told of their sessions: where and when, who else is in them, and who stands behind them."""
    others = Prefetch("session__parts", queryset=Part.objects.select_related("person"))
    places = Prefetch("session__placements", queryset=Placement.objects.select_related("site", "room__hall"))
    behind = Prefetch("session__hosts", queryset=Host.objects.select_related("organisation"))
    return rows.select_related("session__track", "person").prefetch_related(others, places, behind)
