"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import FIGURES, Personal, declare_personal, kept, of_person
from praya.core.keeping import declare_standing
from praya.meet.accreditation.carrying import declare_carried
from praya.meet.accreditation.consequences import declare_follower
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party
from praya.meet.parties.sides import company_party, own_party

declare_deeds({}, private_subjects=("meet.party",))
declare_carried(own_party=own_party, company_party=company_party)
declare_follower(lambda edition, _changed: ensure_parties(edition))
declare_personal(
    _("Meetings"),
    Personal(
        Party,
        _("Calendars"),
        of_person("delegate__person"),
        "edition__slug code quota_total quota_per_day",
        kept(FIGURES),
        {"quota_total": _("Meetings in all"), "quota_per_day": _("Meetings a day")},
        is_open=True,
    ),
)
declare_standing(Party, "exhibitor__organisation")
