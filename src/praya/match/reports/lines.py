"""Hold the counts of a report, and the shares and rates that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, field

COLUMNS = ("calendars", "sent", "received", "accepted", "placed", "held", "no_show")


def share_of(part: int, whole: int) -> float | None:
    """Return a part of a whole, in per cent; None where there is no whole.

    >>> share_of(1, 4), share_of(0, 0)
    (25.0, None)
    """
    return 100 * part / whole if whole else None


@dataclass
class Line:
    """Hold the counts of one group of calendars; a meeting counts for each calendar that attends it.

    `was` is how many meetings the group of this name had at the last edition, where that is known; `of` what all groups had.
    """

    label: str = ""
    calendars: int = 0
    sent: int = 0
    received: int = 0
    accepted: int = 0
    placed: int = 0
    held: int = 0
    no_show: int = 0
    of: int = 0
    was: int | None = None

    def add(self, other: Line) -> None:
        """Add another line's counts."""
        for column in COLUMNS:
            setattr(self, column, getattr(self, column) + getattr(other, column))

    @property
    def cells(self) -> list[int]:
        """Return the counts in the order of the columns."""
        return [getattr(self, column) for column in COLUMNS]

    @property
    def agreement(self) -> float | None:
        """Return accepted of all requests, sent and received."""
        return share_of(self.accepted, self.sent + self.received)

    @property
    def attendance(self) -> float | None:
        """Return held of those of which somebody said what became of them."""
        return share_of(self.held, self.held + self.no_show)

    @property
    def share(self) -> float | None:
        """Return the group's meetings of those of all groups."""
        return share_of(self.placed, self.of)

    @property
    def unreported(self) -> int:
        """Return how many meetings are to come, or nobody has said anything of."""
        return self.placed - self.held - self.no_show

    @property
    def change(self) -> int | None:
        """Return how many meetings more the group has than at the last edition."""
        return None if self.was is None else self.placed - self.was


@dataclass(frozen=True)
class Totals:
    """Hold what counts once in the whole edition."""

    requests: int = 0
    accepted: int = 0
    placed: int = 0
    held: int = 0
    no_show: int = 0
    cancelled: int = 0
    booked: int = 0
    online: int = 0

    @property
    def unreported(self) -> int:
        """Return how many meetings are to come, or nobody has said anything of."""
        return self.placed - self.held - self.no_show

    @property
    def agreement(self) -> float | None:
        """Return accepted of all requests."""
        return share_of(self.accepted, self.requests)

    @property
    def booking(self) -> float | None:
        """Return the accepted requests that have a meeting."""
        return share_of(self.booked, self.accepted)

    @property
    def attendance(self) -> float | None:
        """Return held of those of which somebody said what became of them."""
        return share_of(self.held, self.held + self.no_show)

    @property
    def cancellation(self) -> float | None:
        """Return cancelled of all that were ever booked."""
        return share_of(self.cancelled, self.placed + self.cancelled)

    @property
    def at_distance(self) -> float | None:
        """Return those online of all meetings."""
        return share_of(self.online, self.placed)


@dataclass
class Report:
    """Hold the totals, the lines of each way to group calendars, and those of the places of meetings."""

    totals: Totals
    by_category: list[Line] = field(default_factory=list)
    by_country: list[Line] = field(default_factory=list)
    by_site: list[Line] = field(default_factory=list)
    by_place: list[Line] = field(default_factory=list)
