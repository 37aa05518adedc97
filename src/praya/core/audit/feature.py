"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.audit.deeds import declare_deeds

# Facts are shown of the organiser's own business only; of what participants do, the trail says that they did it.
declare_deeds(
    {},
    open_subjects=("core.",),
    hidden_facts=("note", "message", "feed_token", "email", "password", "level", "edition", "id", "code"),
)
