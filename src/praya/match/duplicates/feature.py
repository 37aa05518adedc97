"""Say what this room adds to the house."""

from __future__ import annotations

from praya.match.duplicates.settlements import register_settlements

register_settlements()
