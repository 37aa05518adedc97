"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.merging import let_pass
from praya.core.holding import OFFICE, Personal, Subject, declare_impersonal, declare_personal, deleted, kept, of_account
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.actions import CHOICE, choose_again, take_for_written
from praya.core.letters.models import Letter, LetterHabits, LetterStop, LetterText, Mailing, PushDevice
from praya.core.revocations.declaring import declare_act, declare_lasting, forget_letters
from praya.core.texts.states import declare_states

declare_deeds(
    {
        "send letters": _("let letters go"),
        "write letters": _("wrote letters to people they chose"),
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


_LETTER = {
    "made_at": _("Entered"),
    "kind": _("Letter"),
    "way": pgettext_lazy("letter", "By"),
    "state": _("Status"),
    "ended_at": _("Sent"),
}
_HABITS = {
    "chosen": _("Chosen"),
    "daily_hour": _("Hour of the daily letter"),
    "quiet_from": _("No letters from"),
    "quiet_until": _("until"),
}
declare_personal(
    _("Letters"),
    Personal(Letter, _("Letters to you"), _to_them, "made_at kind way state ended_at", deleted(), _LETTER),
    Personal(LetterHabits, _("How you are written to"), of_account("account"), " ".join(_HABITS), deleted(), _HABITS),
    Personal(
        PushDevice,
        _("Devices on which you are told at once"),
        of_account("account"),
        "made_at",
        deleted(),
        {"made_at": _("Since")},
    ),
    Personal(LetterStop, "", lambda who: Q(person__in=who.people), "", deleted()),
    Personal(Mailing, _("Mailings you began"), of_account("by"), "made_at kind state", kept(OFFICE), _LETTER),
)
declare_impersonal("an edition's own words", LetterText)
declare_kept(Kept(Letter, "company"))
declare_act(CHOICE, choose_again)
declare_lasting(
    "a letter tells what stands when it is sent, and lets nobody in",
    "core.mailing.facts",
    "core.mailing.state",
    "core.letter.facts",
    "core.letter.state",
)
let_pass(Letter)
declare_lasting("devices are in no backup", "core.pushdevice.secret")
declare_lasting("what was chosen after a backup is in the journal, as an act", "core.letterhabits.chosen")
forget_letters(take_for_written)
