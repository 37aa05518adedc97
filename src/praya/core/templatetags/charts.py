"""Hand pictures' facts to their templates, for pages that hold only the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from praya.core.charts.convergence import Convergence, convergence

register = template.Library()


@register.filter(name="convergence")
def convergence_of(points: Sequence[tuple[float, float, float]] | None) -> Convergence | None:
    """Return the chart of (seconds, value, bound)."""
    return convergence(points or [])
