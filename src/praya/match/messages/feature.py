"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.texts.states import declare_states
from praya.match.messages.unread import NAME, unread_threads
from praya.meet.accreditation.visits import let_note

declare_deeds(
    {
        "send message": _("sent a message"),
        "decline message": _("declined a message"),
        "change message settings": _("changed their choices about messages"),
        "share own address": _("agreed to show their address to somebody"),
        "withdraw own address": _("no longer shows their address to somebody"),
        "report message": _("reported a message"),
        "decide about report": _("answered a report"),
        "suspend from messages": _("stopped somebody from writing messages"),
        "let write again": _("let somebody write messages again"),
        "change message rules": _("changed the rules of messages"),
    },
    open_subjects=("match.abusereport",),
)
let_note(NAME, unread_threads)
declare_links(
    Link("messages", _("Messages"), "mail", 80, is_wide_only=True, count=NAME),
)
declare_manage_links(
    "match",
    Link("manage_abuse", _("Abuse desk"), "shield", 40),
)
declare_states(
    {
        "dismissed": ("past", pgettext_lazy("status", "dismissed")),
        "warned": ("wait", pgettext_lazy("status", "warned")),
        "suspended": ("bad", pgettext_lazy("status", "stopped from writing")),
    }
)
