"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import Personal, declare_personal, deleted, of_person
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.columns import ALLOWS
from praya.core.revocations.declaring import Revocable, declare_lasting, declare_revocable, forget_letters
from praya.show.searches.actions import take_for_told
from praya.show.searches.letters import NEW_WORKS
from praya.show.searches.models import AlertDay, SavedSearch

declare_letters(NEW_WORKS)
declare_deeds({}, private=("save search", "change saved search", "remove saved search"))
declare_revocable(Revocable(SavedSearch, {"wants_mail": ALLOWS}, key="code", is_lost=True))
declare_lasting("it only stops letters", "show.savedsearch.token")
forget_letters(take_for_told)
declare_personal(
    _("Searches"),
    Personal(SavedSearch, _("Saved searches"), of_person("delegate__person"), "name words wants_mail created_at", deleted()),
    Personal(
        AlertDay,
        _("Letters about new works"),
        of_person("delegate__person"),
        "on sent_at",
        deleted(),
        {"on": _("Day")},
        is_open=True,
    ),
)
