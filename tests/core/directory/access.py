"""Say what the tests of the whole house must know of this room."""

from __future__ import annotations

# JSON of which no value says who may read it.
PLAIN = dict.fromkeys(
    ("core.organisation", "core.person"), "names languages aliases activities territories preferences identifiers"
)
