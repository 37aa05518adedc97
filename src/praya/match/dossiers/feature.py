"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import Fact, Told, declare_facts, declare_subjects
from praya.core.holding import OFFICE, Erasure, Personal, declare_personal, deleted, kept, of_account, of_person
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.declaring import declare_lasting
from praya.match.dossiers.letters import SEEN_AS
from praya.match.dossiers.models import OrganiserNote, Sight
from praya.match.dossiers.sights import PAGES
from praya.meet.notices.declaring import declare_notice
from praya.meet.trail.telling import name_at

declare_deeds(
    {
        "note about a delegate": _("noted something about a delegate"),
        "change a note about a delegate": _("changed a note about a delegate"),
        "remove a note about a delegate": _("took a note about a delegate away"),
        "bring a note about a delegate back": _("brought a note about a delegate back"),
        "see as": _("began to look at what a delegate sees"),
        "see a page as": _("looked at a page as a delegate sees it"),
        "stop seeing as": _("stopped looking at what a delegate sees"),
    },
    open_subjects=("match.sight",),
)
_SEEN_PERSON = "delegate__person__"
declare_subjects(
    {
        "match.sight": Told(
            (f"{_SEEN_PERSON}name", f"{_SEEN_PERSON}names", "delegate__code"),
            name_at(_SEEN_PERSON),
            "manage_dossier",
            ("delegate__code",),
        )
    }
)
declare_facts(
    {"reason": pgettext_lazy("a fact", "reason"), "page": Fact(pgettext_lazy("a fact", "page"), words=PAGES)}, of="match.sight"
)
declare_letters(SEEN_AS)
declare_notice(
    "seen_as",
    _("An organiser looks at what you see, for a quarter of an hour. This is why:"),
    counted=ngettext_lazy("%(n)d look of an organiser", "%(n)d looks of organisers", "n"),
    order=90,
)
_NOTED = {"text": _("Note"), "at": _("When"), "changed_at": _("Changed")}
_SEEN = {"begins_at": _("From"), "ends_at": _("Until"), "reason": _("Reason"), "pages": _("Pages")}
declare_personal(
    _("What organisers did with your data"),
    Personal(
        OrganiserNote,
        _("What organisers noted about you"),
        of_person("delegate__person"),
        "delegate__edition__slug text at changed_at",
        deleted(),
        _NOTED,
        is_open=True,
    ),
    Personal(
        Sight,
        _("When organisers looked at what you see"),
        of_person("delegate__person"),
        "delegate__edition__slug begins_at ends_at reason pages",
        deleted(),
        _SEEN,
        is_open=True,
    ),
    Personal(OrganiserNote, _("Notes about delegates that you wrote"), of_account("by"), "at changed_at", kept(OFFICE), _NOTED),
    Personal(
        Sight,
        _("When you looked at what delegates see"),
        of_account("by"),
        "begins_at ends_at reason",
        Erasure(OFFICE, {"reason": ""}),
        _SEEN,
    ),
)
declare_lasting("it ends by itself within a quarter of an hour", "match.sight.ends_at")
