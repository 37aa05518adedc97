"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds, sentence_of
from praya.core.audit.models import Entry
from praya.core.holding import Personal, declare_personal, kept, of_account

# Facts are shown of the organiser's own business only; of what participants do, the trail says that they did it.
declare_deeds(
    {},
    open_subjects=("core.",),
    hidden_facts=("note", "message", "feed_token", "email", "password", "level", "edition", "id", "code"),
)
declare_personal(
    _("Trail"),
    Personal(
        Entry,
        _("What you have changed"),
        of_account("account"),
        "at action",
        kept(_("The trail keeps that something was changed, and neither who you are nor what you wrote.")),
        {"action": _("Deed")},
        {"action": sentence_of},
    ),
)
