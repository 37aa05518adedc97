"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.holding import declare_impersonal
from praya.show.viewings.models import Viewing

declare_impersonal("hashed: how many have looked at a work, and not who", Viewing)
