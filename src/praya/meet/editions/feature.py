"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.features.teams import declare_teams
from praya.core.holding import Personal, before_erasing, declare_personal, deleted, hinder_erasing, of_account
from praya.core.letters.senders import declare_senders
from praya.core.revocations.columns import ALLOWS, ordered
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.core.texts.states import declare_states
from praya.meet.editions.actions import leave_teams, only_organiser
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.editions.queries import editions_organised_by, organisers_of
from praya.meet.editions.sending import sender_of_edition

declare_deeds(
    {
        "start edition": _("started the edition"),
        "change edition": _("changed the edition"),
        "add team member": _("added somebody to the team"),
        "change role": _("changed a part in the team"),
        "remove team member": _("took somebody out of the team"),
        "add site": _("added a site"),
        "change site": _("changed a site"),
        "remove site": _("removed a site"),
        "set hours": _("changed opening hours"),
        "add break": _("added a break"),
        "remove break": _("removed a break"),
        "add hall": _("added a hall"),
        "remove hall": _("removed a hall"),
        "set tables": _("changed the number of tables"),
        "add stands": _("added stands"),
        "remove stand": _("removed a stand"),
    },
    open_subjects=("meet.",),
)
declare_states(
    {"organiser": ("info", pgettext_lazy("status", "organiser")), "desk": ("info", pgettext_lazy("status", "desk staff"))}
)
declare_teams(organisers_of, editions_organised_by)
declare_senders(sender_of_edition)
declare_personal(_("Teams"), Personal(TeamMember, _("Teams"), of_account("account"), "edition__slug role", deleted()))
declare_revocable(
    Revocable(TeamMember, {"role": ordered(TeamMember.Role.DESK, TeamMember.Role.ORGANISER)}, is_lost=True),
    Revocable(Edition, {"is_public": ALLOWS}),
)
hinder_erasing(only_organiser)
before_erasing(leave_teams)
