"""Tell open pages how a run proceeds."""

from __future__ import annotations

from praya.core.live.events import Batch, Event
from praya.match.scheduling.models import Run, RunProgress

MOST = 500


def run_events(edition: int, run: int, after: int) -> Batch:
    """Return the points of a run's chart after the given one; over when the run has ended."""
    # The status first: a run that ends between the two reads has all its points written.
    status = Run.objects.filter(pk=run, round__edition=edition).values_list("status", flat=True).first()
    points = RunProgress.objects.filter(run=run, run__round__edition=edition, pk__gt=after).order_by("pk")
    events = [
        Event(number, {"seconds": seconds, "value": value, "bound": bound, "stage": stage})
        for number, seconds, value, bound, stage in points.values_list("pk", "seconds", "value", "bound", "stage")[:MOST]
    ]
    return Batch(events, status not in {Run.Status.WAITING, Run.Status.RUNNING} and len(events) < MOST)
