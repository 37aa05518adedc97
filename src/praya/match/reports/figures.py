"""Define each figure in words, once for page, print and workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.texts.numbers import number_text, share_text, signed_text


@dataclass(frozen=True, slots=True)
class Figure:
    """Name a figure by the attribute that holds it, and say what it counts; a rate is a share in per cent."""

    name: str
    label: Any
    means: Any
    is_rate: bool = False


TOTALS = (
    Figure("requests", _("Requests"), _("Requests that were sent and not withdrawn, whatever became of them.")),
    Figure("accepted", _("Accepted"), _("Requests to which the side that was asked said yes.")),
    Figure("agreement", _("Acceptance rate"), _("Accepted, of all requests."), is_rate=True),
    Figure(
        "placed",
        _("Meetings"),
        _(
            "Meetings that stand. There are more than accepted requests where a schedule places unanswered ones too, or where "
            "the team books meetings by hand."
        ),
    ),
    Figure("booking", _("Accepted and placed"), _("Accepted requests that have a meeting, of all accepted ones."), is_rate=True),
    Figure("at_distance", _("Share online"), _("Meetings without a place at a site, of all meetings."), is_rate=True),
    Figure("held", _("Held"), _("Meetings of which one of the sides says that they took place.")),
    Figure(
        "no_show", _("No-show"), _("Meetings of which a side says that somebody did not come, and nobody that they took place.")
    ),
    Figure(
        "unreported", _("Not reported"), _("Meetings that are still to come, or of which nobody has said what became of them.")
    ),
    Figure(
        "attendance",
        _("Attendance rate"),
        _("Held, of those held and missed; what nobody reported counts neither way."),
        is_rate=True,
    ),
    Figure("cancelled", _("Cancelled"), _("Meetings that had been booked and were cancelled; they count nowhere else.")),
    Figure("cancellation", _("Cancellation rate"), _("Cancelled, of all meetings that were ever booked."), is_rate=True),
)

GROUPS = (
    Figure(
        "calendars",
        _("Calendars"),
        _("Exhibitors, and delegates who meet for themselves. Staff of an exhibitor share its calendar."),
    ),
    Figure("sent", _("Requests sent"), _("Requests of these calendars that were not withdrawn.")),
    Figure("received", _("Requests received"), _("Requests to these calendars that were not withdrawn.")),
    Figure("accepted", _("Accepted"), _("Of those sent and received, the ones to which the side that was asked said yes.")),
    Figure("agreement", _("Acceptance rate"), _("Accepted, of those sent and received."), is_rate=True),
    Figure(
        "placed",
        _("Meetings"),
        _("Meetings that stand. Each counts for every calendar that attends it, so for two groups or twice."),
    ),
    Figure("share", _("Share"), _("The meetings of the group, of the sum of all groups."), is_rate=True),
    Figure("held", _("Held"), _("Meetings of which one of the sides says that they took place.")),
    Figure(
        "no_show", _("No-show"), _("Meetings of which a side says that somebody did not come, and nobody that they took place.")
    ),
    Figure(
        "attendance",
        _("Attendance rate"),
        _("Held, of those held and missed; what nobody reported counts neither way."),
        is_rate=True,
    ),
)

PLACES = (
    Figure("placed", _("Meetings"), _("Meetings that stand, each counted once, where it takes place.")),
    *(one for one in GROUPS if one.name in {"share", "held", "no_show", "attendance"}),
)

_BY_SIDE = {
    True: (
        _("Meetings of which your side says that they took place."),
        _("Meetings of which your side says that somebody did not come."),
    ),
    False: tuple(one.means for one in TOTALS if one.name in {"held", "no_show"}),
}


def company_figures(*, is_own: bool) -> tuple[Figure, ...]:
    """Return the figures of a company's sheet; its own people read what their side has said of its meetings."""
    held, missed = _BY_SIDE[is_own]
    return (
        Figure("placed", _("Meetings"), _("Meetings that stand, those to come too.")),
        Figure("held", _("Held"), held),
        Figure("no_show", _("No-show"), missed),
        Figure("unreported", _("Not reported"), _("Meetings that are still to come, or of which nothing was said.")),
        Figure(
            "attendance",
            _("Attendance rate"),
            _("Held, of those held and missed; what nobody reported counts neither way."),
            is_rate=True,
        ),
        Figure("cancelled", _("Cancelled"), _("Meetings that had been booked and were cancelled; they count nowhere else.")),
        Figure("sent", _("Requests sent"), _("Requests of the company that were not withdrawn.")),
        Figure("sent_accepted", _("Accepted by the others"), _("Requests sent to which the others said yes.")),
        Figure(
            "sent_open", _("Not accepted by the others"), _("Declined, ended or still waiting: one number, whatever the reason.")
        ),
        Figure("sent_share", _("Acceptance rate of requests sent"), _("Accepted, of those sent."), is_rate=True),
        Figure("received", _("Requests received"), _("Requests to the company that were not withdrawn.")),
        Figure("received_accepted", _("Accepted by the company"), _("Requests received to which the company said yes.")),
        Figure(
            "received_open",
            _("Not accepted by the company"),
            _("Declined, ended or still waiting: one number, whatever the reason."),
        ),
        Figure("received_share", _("Acceptance rate of requests received"), _("Accepted, of those received."), is_rate=True),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a figure with its value, the one of the last edition where there is one, and both in words."""

    figure: Figure
    value: float | None
    last: float | None = None
    has_last: bool = False

    @property
    def text(self) -> str:
        """Return the value as it is read."""
        return said(self.figure, self.value)

    @property
    def last_text(self) -> str:
        """Return the value of the last edition as it is read."""
        return said(self.figure, self.last) if self.has_last else "–"

    @property
    def difference(self) -> float | None:
        """Return this value less the last; of rates in points of a hundred."""
        return None if self.value is None or self.last is None else self.value - self.last

    @property
    def difference_text(self) -> str:
        """Return the difference as it is read."""
        return signed_text(self.difference, 1 if self.figure.is_rate else 0)


def rows_of(figures: Sequence[Figure], now: Any, last: Any | None) -> list[Row]:
    """Return the figures of something that holds them, beside those of the last edition."""
    return [
        Row(one, getattr(now, one.name), getattr(last, one.name) if last is not None else None, last is not None)
        for one in figures
    ]


def said(figure: Figure, value: float | None) -> str:
    """Return a figure as it is read: a rate in per cent, a count with the thousands marks of the language."""
    if figure.is_rate:
        return share_text(value)
    return number_text(value) if value is not None else "–"


def cells_of(figures: Sequence[Figure], line: Any) -> list[str]:
    """Return the figures of a line as they are read."""
    return [said(one, getattr(line, one.name)) for one in figures]


def numbers_of(figures: Sequence[Figure], line: Any) -> list[float | None]:
    """Return the figures of a line as numbers for a sheet, rates to a tenth of a per cent."""
    values: Mapping[str, float | None] = {one.name: getattr(line, one.name) for one in figures}
    return [round(value, 1) if one.is_rate and (value := values[one.name]) is not None else values[one.name] for one in figures]


def heads_of(figures: Sequence[Figure]) -> list[str]:
    """Return the names of the columns of a sheet; a rate says that it is one of a hundred."""
    return [f"{one.label} (%)" if one.is_rate else str(one.label) for one in figures]
