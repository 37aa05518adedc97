"""Sign an organiser in for the tests of this room."""

from __future__ import annotations

from tests.match.organiser import account, client, edition

__all__ = ["account", "client", "edition"]
