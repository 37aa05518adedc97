"""Say how large the demo is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Count what is made: `others` are delegates who do not work for an exhibitor."""

    exhibitors: int
    others: int
    requests: int
    vetoes: int
    groups: int
    hong_kong_stands: int
    hong_kong_tables: int
    los_angeles_stands: int
    los_angeles_tables: int
    works: int


FULL = Size(
    exhibitors=700,
    others=2300,
    requests=9600,
    vetoes=420,
    groups=60,
    hong_kong_stands=400,
    hong_kong_tables=30,
    los_angeles_stands=140,
    los_angeles_tables=8,
    works=1500,
)
SMALL = Size(
    exhibitors=40,
    others=130,
    requests=520,
    vetoes=24,
    groups=4,
    hong_kong_stands=30,
    hong_kong_tables=5,
    los_angeles_stands=20,
    los_angeles_tables=3,
    works=60,
)
