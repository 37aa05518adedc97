"""Say what the tests of the whole house must know of this room."""

from __future__ import annotations

# JSON of which no value says who may read it.
PLAIN = {"meet.notice": "facts"}
