"""Convert between instants and the civil time that a wall clock shows in one zone.

Python maps a skipped civil time to some instant without a word; here it is an error, because a meeting set at 02:30 on
the night the clocks go forward is a typing mistake, and one set at 01:30 on the night they go back is two meetings.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class CivilTimeError(ValueError):
    """Say which civil time cannot be used and what to write instead."""


class UnknownZone(CivilTimeError):  # noqa: N818 - named as the people at the desk say it
    """Say that no zone has this name."""


class NonexistentTime(CivilTimeError):  # noqa: N818 - named as the people at the desk say it
    """Say that the clocks skip this civil time."""


class AmbiguousTime(CivilTimeError):  # noqa: N818 - named as the people at the desk say it
    """Say that the clocks show this civil time twice."""


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone called `name`, or raise UnknownZone.

    >>> zone_named("Asia/Kathmandu").key
    'Asia/Kathmandu'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        # OSError: a folder of the zone database, such as "Asia", is not a zone.
        raise UnknownZone(f"{name!r} is not a time zone; write an IANA name such as Asia/Macau") from error


def instant(civil: datetime, zone: str, *, second_time: bool | None = None) -> datetime:
    """Return the instant, in UTC, at which the clocks of `zone` show the naive datetime `civil`.

    `second_time` chooses between the two instants of a civil time that happens twice; None makes such a time an error.

    >>> instant(datetime(2027, 3, 15, 9, 0), "Asia/Kathmandu").isoformat()
    '2027-03-15T03:15:00+00:00'
    """
    if civil.tzinfo is not None:
        raise CivilTimeError(f"{civil} already has a zone; give the time as the wall clock of {zone} shows it")
    place = zone_named(zone)
    before, after = _offset(civil, place, 0), _offset(civil, place, 1)
    if before < after:
        skipped, resumed = _clock_change(civil, place, before, after)
        raise NonexistentTime(
            f"{civil:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks jump from {_clock(skipped, civil)} "
            f"to {_clock(resumed, civil)}; write {_clock(resumed, civil)} or later"
        )
    if before > after and second_time is None:
        until, since = _clock_change(civil, place, before, after)
        raise AmbiguousTime(
            f"{civil:%Y-%m-%d %H:%M} happens twice in {zone}: the clocks go back from {_clock(until, civil)} "
            f"to {_clock(since, civil)}; write a time before {_clock(since, civil)} or from {_clock(until, civil)} on"
        )
    return (civil - (after if second_time else before)).replace(tzinfo=UTC)


def civil_time(moment: datetime, zone: str) -> datetime:
    """Return what the clocks of `zone` show at the aware instant `moment`, as an aware datetime in that zone.

    >>> civil_time(datetime(2027, 3, 15, 1, 0, tzinfo=UTC), "America/Los_Angeles").strftime("%a %H:%M")
    'Sun 18:00'
    """
    if moment.tzinfo is None:
        raise CivilTimeError(f"{moment} has no zone; give an instant")
    return moment.astimezone(zone_named(zone))


def local_day(moment: datetime, zone: str) -> date:
    """Return the civil date in `zone` at the aware instant `moment`."""
    return civil_time(moment, zone).date()


def _offset(civil: datetime, place: ZoneInfo, fold: int) -> timedelta:
    offset = civil.replace(tzinfo=place, fold=fold).utcoffset()
    assert offset is not None  # noqa: S101 - a ZoneInfo always knows its offset; this tells the type checker
    return offset


def _clock_change(civil: datetime, place: ZoneInfo, before: timedelta, after: timedelta) -> tuple[datetime, datetime]:
    """Return the clock reading at which the change next to `civil` happens, and the reading it changes to."""
    first = min(civil - before, civil - after).replace(microsecond=0)
    # The offset is `before` up to `first` and `after` from `first + seconds` on, at the latest.
    seconds = int(abs(after - before).total_seconds()) + 1
    change = bisect_left(range(seconds), True, key=lambda k: _offset_at(first + timedelta(seconds=k), place) != before)
    return first + timedelta(seconds=change) + before, first + timedelta(seconds=change) + after


def _offset_at(utc: datetime, place: ZoneInfo) -> timedelta | None:
    return utc.replace(tzinfo=UTC).astimezone(place).utcoffset()


def _clock(reading: datetime, near: datetime) -> str:
    """Return the time of `reading`, with its date when that differs from the date of `near`."""
    return f"{reading:%H:%M}" if reading.date() == near.date() else f"{reading:%Y-%m-%d %H:%M}"
