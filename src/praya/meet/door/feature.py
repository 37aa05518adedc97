"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import declare_facts, declare_reshaping, declare_subjects
from praya.core.features.menus import Link, declare_manage_links
from praya.core.holding import Personal, declare_personal, deleted, of_account, of_person
from praya.core.letters.declaring import declare_letters
from praya.meet.accreditation.carrying import declare_carried
from praya.meet.accreditation.consequences import declare_return, declare_witness
from praya.meet.door.bringing import bring_companies, take_companies_away
from praya.meet.door.letters import APPLIED
from praya.meet.door.models import Application, Consent
from praya.meet.door.queries import asked_again
from praya.meet.door.telling import FACTS, RESHAPED, SUBJECTS

declare_manage_links("before", Link("manage_front", _("Front page"), "showcase", 25))
declare_deeds(
    {
        "apply": _("applied for accreditation"),
        "change application": _("changed their application"),
        "withdraw application": _("withdrew their application"),
        "agree to text": _("agreed to a text"),
        "bring company": _("brought the company that was applied with"),
        "take company away": _("took away the company that was applied with"),
        "remove company": _("removed a company that only an approval had made"),
        "change front page": _("changed the front page"),
        "change front picture": _("changed the picture of the front page"),
        "remove front picture": _("removed the picture of the front page"),
        "publish door text": _("published a text"),
    }
)
declare_subjects(SUBJECTS)
declare_facts(FACTS, of="meet.edition")
declare_reshaping(RESHAPED)
declare_letters(APPLIED)
declare_witness(bring_companies)
declare_return(take_companies_away)
declare_carried(asked_text=asked_again)
declare_personal(
    _("Applications"),
    Personal(
        Application,
        _("What you applied with"),
        of_person("delegate__person"),
        "delegate__edition__slug company reason at",
        deleted(),
        {"company": _("Company"), "reason": _("Why you come"), "at": _("Applied")},
        is_open=True,
    ),
    Personal(
        Consent,
        _("Texts you agreed to"),
        of_account("account"),
        "text__edition__slug text__kind text__language text__version at",
        deleted(),
        {"text__kind": _("Text"), "text__language": _("Language"), "text__version": _("Version"), "at": _("Agreed")},
    ),
)
