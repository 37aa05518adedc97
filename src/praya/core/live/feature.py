"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.holding import declare_impersonal
from praya.core.live.models import Stream

declare_impersonal("which streams are open at this moment: the row goes with the stream", Stream)
