"""Set the weights of an edition and try others before setting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.engines.matching import Weights
from praya.match.suggestions.jobs import TRY
from praya.match.suggestions.models import SuggestionList, Weighing
from praya.match.suggestions.numbers import PERSON, number_of
from praya.meet.editions.models import Edition

TRIED = 6
COMPARED = 5


def usual_points() -> dict[str, int]:
    """Return the weights of whoever sets none."""
    return {one.name: getattr(Weights(), one.name) for one in fields(Weights)}


def mark_of_points(points: Mapping[str, int]) -> str:
    """Return a mark of all weights, those that are not stored too."""
    return mark_of({**usual_points(), **points}, sorted(usual_points()))


def set_points(edition: Edition, points: Mapping[str, int], *, by: Account | None, seen: str = "") -> Weighing:
    """Set the weights as they were `seen`; the next computation uses them. Usual values are not stored."""
    chosen = {one.name: points[one.name] for one in fields(Weights) if points.get(one.name, one.default) != one.default}
    with transaction.atomic():
        weighing, _is_new = Weighing.objects.select_for_update().get_or_create(edition=edition)
        before = weighing.points
        if before != chosen:
            require_mark(mark_of_points(before), seen)
        weighing.points, weighing.preview, weighing.draft = chosen, {}, {}
        weighing.save(update_fields=["points", "preview", "draft"])
        record("set weights", weighing, by=by, edition=edition.pk, before=before, after=chosen)
    return weighing


def try_points(edition: Edition, points: Mapping[str, int], *, by: Account | None) -> Weighing:
    """Note the weights to try and hand them to the worker."""
    with transaction.atomic():
        weighing, _is_new = Weighing.objects.get_or_create(edition=edition)
        weighing.draft, weighing.preview = dict(points), {}
        weighing.job = TRY.start(weighing.pk, by=by, edition=edition.pk).pk
        weighing.save(update_fields=["draft", "preview", "job"])
    return weighing


def sample(edition: int) -> list[int]:
    """Return the numbers of a few readers: those at even distances among all delegates with a list."""
    rows = SuggestionList.objects.filter(run__edition=edition, channel=SuggestionList.Channel.PEOPLE).order_by("delegate")
    keys = list(rows.values_list("delegate", flat=True))
    return (
        [number_of(PERSON, keys[place * len(keys) // TRIED]) for place in range(TRIED)]
        if len(keys) > TRIED
        else [number_of(PERSON, key) for key in keys]
    )


def keep_preview(weighing: int, rows: list[list[object]]) -> None:
    """Keep what the weights being tried would change."""
    Weighing.objects.filter(pk=weighing).update(preview={"rows": rows})
