"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import Personal, declare_personal, deleted, of_person
from praya.core.letters.declaring import declare_letters
from praya.core.texts.states import declare_states
from praya.meet.outbox.letters import INVITATION, WORD
from praya.meet.outbox.models import InvitationAnswer
from praya.meet.outbox.queries import unreached_readers, waiting_mailings
from praya.meet.outbox.queries_inviting import absent_delegates

declare_letters(WORD, INVITATION)
declare_manage_links(
    "people", Link("manage_letters", _("Letters"), "mail", 45), Link("manage_invitations", _("Invitations"), "people", 42)
)
declare_deeds({"invite": _("invited people"), "answer invitation": _("said whether they come")})
declare_states(
    {
        "comes": ("done", pgettext_lazy("invitation", "comes")),
        "absent": ("wrong", pgettext_lazy("invitation", "does not come")),
        "signed_in": ("info", pgettext_lazy("invitation", "signed in, no answer")),
        "delivered": ("info", pgettext_lazy("invitation", "invited, not signed in")),
        "underway": ("wait", pgettext_lazy("invitation", "on its way")),
        "uninvited": ("past", pgettext_lazy("invitation", "not invited")),
    }
)
declare_personal(
    _("Letters"),
    Personal(
        InvitationAnswer,
        _("Your answers to invitations"),
        of_person("delegate__person"),
        "delegate__edition__slug comes words at",
        deleted(),
        {"comes": _("Whether you are coming"), "words": _("A line to the organisers"), "at": _("Answered")},
        is_open=True,
    ),
)
declare_manage_waiting(
    queue(
        "manage_letters",
        waiting_mailings,
        ngettext_lazy("%(count)d mailing waits to be read.", "%(count)d mailings wait to be read.", "count"),
        since="made_at",
        leads="manage_mailing",
        word="code",
    ),
    queue(
        "manage_letters",
        unreached_readers,
        ngettext_lazy("%(count)d reader cannot be reached by letter.", "%(count)d readers cannot be reached by letter.", "count"),
        since="ended_at",
        leads="manage_delegate",
        word="delegate_code",
        query="?state=bounced",
        name="bounced_letters",
    ),
    queue(
        "manage_invitations",
        absent_delegates,
        ngettext_lazy(
            "%(count)d delegate says that they are not coming.", "%(count)d delegates say that they are not coming.", "count"
        ),
        since="at",
        leads="manage_delegate",
        word="delegate__code",
        query="?stage=absent",
    ),
)
