"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.features.merging import let_pass
from praya.core.holding import FIGURES, OFFICE, Personal, declare_personal, deleted, kept, of_account, of_person
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.declaring import declare_letters
from praya.match.suggestions.letters import SUGGESTED
from praya.match.suggestions.models import LeftOut, SuggestionList, SuggestionRun, SuggestionUse
from praya.match.suggestions.reasons import declare_reasons
from praya.match.suggestions.wording import REASONS

declare_deeds(
    {
        "compute suggestions": _("had suggestions computed"),
        "set weights": _("set the weights of suggestions"),
        "change suggestions": _("changed what is suggested to them"),
    },
    private=("change suggestions",),
)
declare_letters(SUGGESTED)
declare_links(Link("suggestions", _("Suggestions"), "spark", 60, is_wide_only=True))
declare_manage_links("match", Link("manage_suggestions", _("Suggestions"), "spark", 30))
declare_personal(
    _("Suggestions"),
    Personal(SuggestionRun, _("Computations you started"), of_account("started_by"), "code status created_at", kept(OFFICE)),
    Personal(
        SuggestionList,
        _("Suggestions to you"),
        of_person("delegate__person"),
        "run__created_at channel",
        deleted(),
        {"run__created_at": _("When"), "channel": _("Kind")},
        is_open=True,
    ),
    Personal(
        LeftOut,
        _("What you do not want suggested"),
        of_person("delegate__person"),
        "dislike value created_at",
        deleted(),
        {"dislike": _("Kind")},
    ),
    Personal(
        SuggestionUse,
        _("Suggestions you followed"),
        of_person("delegate__person"),
        "how created_at",
        kept(FIGURES),
        {"how": _("What became of it")},
    ),
)
declare_reasons(REASONS)
declare_kept(Kept(SuggestionList, "company exhibitor__organisation work__title__owner"))
let_pass(SuggestionList)
