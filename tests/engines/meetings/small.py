"""State small meeting problems in one line each."""

from praya.engines.meetings.problem import Calendar, Pool, Problem, Request
from tests.engines.meetings.drawn import slots_over


def problem(*requests, slots=2, days=1, capacity=None, quota=None, day_quotas=None, tables=None, name="small"):
    """Return a problem of calendars a to d, free in all slots but where `capacity` says otherwise, and one pool `t`."""
    grid = slots_over(days, slots)
    free = {letter: (1,) * len(grid) for letter in "abcd"} | {k: tuple(v) for k, v in (capacity or {}).items()}
    calendars = tuple(
        Calendar(letter, row, (quota or {}).get(letter), (day_quotas or {}).get(letter)) for letter, row in free.items()
    )
    pools = (Pool("t", tuple(tables)),) if tables is not None else ()
    return Problem(slots=grid, pools=pools, calendars=calendars, requests=requests, name=name)


def ask(name, sides, weight=1, **rest):
    """Return a request of calendars named by one letter each."""
    return Request(name, tuple(sides), weight, **rest)
