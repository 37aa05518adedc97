"""Serve without the answer that the database is busy: the control of what is tested with it."""

from __future__ import annotations

from tests.site.impatient import *  # noqa: F403 - the same, without one of its steps
from tests.site.impatient import ANSWERING, MIDDLEWARE

MIDDLEWARE = [one for one in MIDDLEWARE if one != ANSWERING]
