"""Say what this room adds to the small world: nobody has a page here, only sums are told elsewhere."""

from __future__ import annotations

POLICY: dict[str, object] = {}
