"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.features.merging import settle
from praya.core.features.waiting import Waiting, declare_manage_waiting, declare_waiting, queue
from praya.core.holding import OFFICE, OTHERS, Personal, Subject, declare_personal, deleted, kept, of_account, of_person
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.actions import watch
from praya.core.revocations.columns import ALLOWS, ENDS, WHILE, only
from praya.core.revocations.declaring import Revocable, declare_revocable, forget_letters
from praya.core.texts.states import declare_states
from praya.match.messages.letters import UNREAD
from praya.match.messages.merging import settle_blocks
from praya.match.messages.models import AbuseReport, Block, Mailbox, Message, Thread, ThreadSide
from praya.match.messages.queries import deaf_to
from praya.match.messages.replaying import made_block, made_mailbox, take_for_mailed
from praya.match.messages.reports import reports_of
from praya.match.messages.unread import BADGE, unread_threads
from praya.match.requests.deafness import declare_deaf
from praya.meet.notices.declaring import declare_notice

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
declare_letters(UNREAD)
declare_deaf(deaf_to)
declare_waiting(Waiting("messages", unread_threads, badge=BADGE))
declare_links(Link("messages", _("Messages"), "mail", 80, is_wide_only=True))
declare_manage_links("day", Link("manage_abuse", _("Abuse desk"), "shield", 40))
declare_manage_waiting(
    queue(
        "manage_abuse",
        lambda edition: reports_of(edition).filter(status="waiting"),
        ngettext_lazy("%(count)d reported message waits.", "%(count)d reported messages wait.", "count"),
        since="created_at",
        leads="manage_abuse_report",
        word="code",
    )
)
declare_states(
    {
        "dismissed": ("past", pgettext_lazy("status", "dismissed")),
        "warned": ("wait", pgettext_lazy("status", "warned")),
        "suspended": ("bad", pgettext_lazy("status", "stopped from writing")),
    }
)
settle(Block, settle_blocks, is_secret=True)
declare_notice(
    "report",
    _("The organisers have looked at the message that you reported."),
    counted=ngettext_lazy("%(n)d report answered", "%(n)d reports answered", "n"),
    order=80,
)
declare_notice(
    "warned",
    _("The organisers have written to you about your messages. Open your messages to read it."),
    counted=ngettext_lazy("%(n)d word from the organisers", "%(n)d words from the organisers", "n"),
    order=90,
)
declare_revocable(
    Revocable(
        Mailbox,
        {"is_open": ALLOWS, "wants_mail": ALLOWS, "suspended_at": ENDS},
        key="delegate_id",
        facts=("delegate_id",),
        made=made_mailbox,
    ),
    Revocable(Thread, {"status": only(Thread.Status.ASKED, Thread.Status.OPEN)}, key="code"),
    Revocable(ThreadSide, {"shared_at": WHILE}),
    Revocable(Block, facts=("person_id", "blocked_id"), made=made_block, is_secret=True),
)
watch(Thread)
forget_letters(take_for_mailed)
_THREAD = {"thread__code": _("Conversation")}


def _opened_sides(who: Subject) -> Q:
    """Leave out the conversations that have nothing in them for the person: somebody they have blocked wrote."""
    return of_person("delegate__person")(who) & Q(last_at__isnull=False)


# What others wrote is theirs: it goes out with their own data. Who has blocked or reported the person is never told.
declare_personal(
    _("Messages"),
    Personal(
        Mailbox,
        _("Choices about messages"),
        of_person("delegate__person"),
        "is_open wants_mail warning suspended_at",
        kept(_("It keeps others from writing to you."), is_open=False, wants_mail=False, warning="", mailed_on=None),
        {
            "is_open": _("Open for messages"),
            "warning": _("Word from the organisers"),
            "suspended_at": _("Stopped from writing"),
        },
    ),
    Personal(
        Thread,
        _("Conversations you began"),
        of_person("starter__person"),
        "code started_at",
        kept(OTHERS),
        {"started_at": _("Begun")},
    ),
    Personal(
        ThreadSide,
        _("Conversations"),
        _opened_sides,
        "thread__code other__person__name last_at is_muted shared_at",
        kept(OTHERS, is_muted=False, shared_at=None),
        _THREAD
        | {
            "other__person__name": _("With"),
            "last_at": _("Latest message"),
            "is_muted": _("Muted"),
            "shared_at": _("Address shown to them"),
        },
    ),
    Personal(
        Message,
        _("Messages you wrote"),
        of_person("by__person"),
        "thread__code text sent_at",
        kept(OTHERS, text="—"),
        _THREAD,
    ),
    Personal(
        Block, _("People you have blocked"), of_person("person"), "blocked__name at", deleted(), {"blocked__name": _("Name")}
    ),
    Personal(
        AbuseReport,
        _("Messages you reported"),
        of_person("by__person"),
        "reason words status created_at",
        kept(OTHERS, words=""),
        {"words": _("What you said")},
    ),
    Personal(AbuseReport, _("Reports you decided about"), of_account("decided_by"), "decided_at status", kept(OFFICE)),
)
