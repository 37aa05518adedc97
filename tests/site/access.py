"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re

from tests.access.policy import plain
from tests.access.roles import EVERYBODY, OPERATORS

POLICY = {
    "health": plain(EVERYBODY),
    "ready": plain(EVERYBODY),
    "service_worker": plain(EVERYBODY),
    "offline": plain(EVERYBODY),
    "style": plain(OPERATORS),
}


# How much room the disk has, and how old jobs are, hangs on no edition.
MEASURING = {"ready"}
MASKS = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), "csrf"),
    (re.compile(r'<meta name="csrf" content="[^"]*">'), "csrf"),
    (re.compile(r'name="key" value="[^"]*"'), "key"),
    (re.compile(r"<time data-zone[^>]*>[^<]*</time>"), "clock"),
    (re.compile(r"· as of [^<]*"), "as of"),
    (re.compile(r"Asof[^)]*\)"), "as of"),  # printed
]
