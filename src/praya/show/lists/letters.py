"""Write to the colleagues with whom a list is shared."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.meet.notices.letters import WORKS, delegate_of
from praya.show.lists.models import Shortlist


def of_shared_list(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a list as long as it is there and shared with the reader's company."""
    delegate = delegate_of(letter)
    if delegate is None or delegate.organisation_id is None:
        return None
    rows = Shortlist.objects.filter(code=letter.facts.get("list", ""), edition=delegate.edition_id, is_removed=False)
    found = rows.filter(shared_with=delegate.organisation_id).select_related("owner__person").first()
    if found is None or found.owner_id == delegate.pk:
        return None
    words = {"who": lead_name(found.owner.person), "list": found.name or _("Saved")}
    return Facts(words, path=reverse("list", args=[delegate.edition.slug, found.code]), button=_("Open the list"))


LIST_SHARED = Kind(
    "list_shared",
    WORKS,
    gettext_lazy("A colleague shares a list"),
    gettext_lazy("{who} shares “{list}” with you"),
    gettext_lazy("{who} has shared the list “{list}” of {market} with the people of your company. You can add to it."),
    of_shared_list,
    {"who": gettext_lazy("The colleague's name"), "list": gettext_lazy("The name of the list")},
    is_private=True,
)
