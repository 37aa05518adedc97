"""Serve as the product does, but wait no longer than two seconds for a database that another holds."""

from __future__ import annotations

from praya.site.settings import *  # noqa: F403 - the product's own, with less patience
from praya.site.settings import DATABASES, MIDDLEWARE

DATABASES["default"]["OPTIONS"]["timeout"] = 2
ANSWERING = "praya.site.busy.BusyDatabase"
assert ANSWERING in MIDDLEWARE
