"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import Personal, Subject, declare_impersonal, declare_personal, deleted, of_account
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.actions import take_for_written
from praya.core.letters.models import Letter, LetterHabits, LetterStop, LetterText, Mailing
from praya.core.revocations.declaring import forget_letters
from praya.core.texts.states import declare_states

declare_deeds(
    {
        "send letters": _("let letters go"),
        "stop letters": _("stopped letters"),
        "drop letters": _("threw letters away"),
        "change letter text": _("changed the text of a letter"),
    },
    private=("choose letters",),
    open_subjects=("core.mailing",),
)
declare_states(
    {
        "unseen": ("wait", pgettext_lazy("letter", "to be read first")),
        "bounced": ("wrong", pgettext_lazy("letter", "came back")),
        "dropped": ("past", pgettext_lazy("letter", "not sent")),
        "going": ("info", pgettext_lazy("letter", "going out")),
        "stopped": ("wrong", pgettext_lazy("letter", "stopped")),
    }
)


def _to_them(who: Subject) -> Q:
    return Q(person__in=who.people) | of_account("account")(who)


declare_personal(
    _("Letters"),
    Personal(
        Letter,
        _("Letters to you"),
        _to_them,
        "made_at kind state ended_at",
        deleted(),
        {"made_at": _("Asked for"), "ended_at": _("Sent")},
    ),
    Personal(
        LetterHabits, _("How you are written to"), of_account("account"), "chosen daily_hour quiet_from quiet_until", deleted()
    ),
    Personal(LetterStop, "", lambda who: Q(person__in=who.people), "", deleted()),
    Personal(Mailing, "", of_account("by"), "", deleted()),
)
declare_impersonal("an edition's own words", LetterText)
declare_kept(Kept(Letter, "company"))
forget_letters(take_for_written)
