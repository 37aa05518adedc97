"""Turn civil hours of sites into instants, and the hours of several sites into one grid of slots.

Three rules hold everywhere: instants are aware datetimes in UTC; a civil time that a clock skips or shows twice is
an error with its remedy, never a guess; a closing time that is not after its opening time lies on the next day.

>>> from datetime import date, datetime, time
>>> day = date(2027, 3, 15)
>>> macau = SiteHours("Macau", "Asia/Macau", {day: (CivilHours(time(9), time(12)),)})
>>> mumbai = SiteHours("Mumbai", "Asia/Kolkata", {day: (CivilHours(time(8, 30), time(10)),)})
>>> for slot in slot_grid([macau, mumbai], 30)[:2]:
...     print(slot.start.isoformat(), slot.day)
2027-03-15T01:00:00+00:00 0
2027-03-15T01:30:00+00:00 0
>>> open_slots(mumbai, slot_grid([macau, mumbai], 30))
(4, 5, 6)
>>> [str(hours) for hours in shared_hours([macau, mumbai], day)]
['2027-03-15 03:00Z to 04:00Z']
>>> instant(datetime(2027, 3, 14, 2, 30), "America/Los_Angeles")
Traceback (most recent call last):
praya.engines.zones.civil.NonexistentTime: 2027-03-14 02:30 does not exist in America/Los_Angeles: \
the clocks jump from 02:00 to 03:00; write 03:00 or later
"""

from praya.engines.zones.civil import (
    AmbiguousTime,
    CivilTimeError,
    NonexistentTime,
    UnknownZone,
    civil_time,
    instant,
    local_day,
    zone_named,
)
from praya.engines.zones.grid import GridSlot, mask_of, open_slots, slot_grid
from praya.engines.zones.hours import CivilHours, Interval, SiteHours, open_intervals, shared_hours

__all__ = [
    "AmbiguousTime",
    "CivilHours",
    "CivilTimeError",
    "GridSlot",
    "Interval",
    "NonexistentTime",
    "SiteHours",
    "UnknownZone",
    "civil_time",
    "instant",
    "local_day",
    "mask_of",
    "open_intervals",
    "open_slots",
    "shared_hours",
    "slot_grid",
    "zone_named",
]
