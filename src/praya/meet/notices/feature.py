"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.audit.deeds import declare_deeds

declare_deeds({}, private=("read notices",))
