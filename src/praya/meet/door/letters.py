"""Write to applicants that their application has arrived."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import PART, delegate_of


def of_application(letter: Letter, at: datetime) -> Facts | None:
    """Say that an application has arrived, as long as it waits."""
    delegate = delegate_of(letter, Delegate.Status.APPLIED)
    if delegate is None:
        return None
    edition = delegate.edition
    days = f"{day_text(edition.starts_on, 'j M')} – {day_text(edition.ends_on, 'j M Y')}"
    words = {"name": lead_name(delegate.person), "days": days}
    category = read(delegate.category.name, get_language() or "en").text if delegate.category is not None else ""
    rows = [(_("When"), days), (_("Applied for"), category)]
    path = reverse("apply", args=[edition.slug]) if edition.is_public else ""
    return Facts(words, tuple(row for row in rows if row[1]), path, _("Look at your application"))


APPLIED = Kind(
    "applied",
    PART,
    gettext_lazy("Your application has arrived"),
    gettext_lazy("Your application for {market}"),
    gettext_lazy(
        "Dear {name},\n\nyour application for {market}, {days}, has arrived. The organisers decide about it, and you are "
        "written to when they have. Until then you can change it or withdraw it."
    ),
    of_application,
    {"name": gettext_lazy("The reader's name"), "days": gettext_lazy("From when to when")},
    is_owed=True,
)
