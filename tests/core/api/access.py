"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import plain
from tests.access.roles import EVERYBODY

POLICY = {"api_document": plain(EVERYBODY)}
