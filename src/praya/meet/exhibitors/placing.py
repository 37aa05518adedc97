"""Read where an exhibitor is, on the organiser's page and at the repair desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.meet.editions.models import Edition, Site, Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.exhibitors.queries import free_stands


class PlaceForm(SeenForm):
    """Read where an exhibitor is."""

    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        None, label=_("Site"), required=False, empty_label=_("online"), help_text=_("A stand brings its site.")
    )
    stand: forms.ModelChoiceField[Stand] = forms.ModelChoiceField(
        None,
        label=_("Stand"),
        required=False,
        empty_label=_("none"),
        help_text=_("Only free stands are listed. An exhibitor without one meets at tables."),
    )

    def __init__(self, *args: Any, edition: Edition, exhibitor: Exhibitor | None = None, **options: Any) -> None:
        if exhibitor is not None:
            options["initial"] = {"site": exhibitor.site_id, "stand": exhibitor.stand_id}
        super().__init__(*args, **options)
        self.edition = edition
        if exhibitor is not None:
            self.watch(exhibitor, ("site", "stand"))
        self.fields["site"].queryset = edition.sites.all()  # type: ignore[attr-defined]
        self.fields["stand"].queryset = free_stands(edition, exhibitor)  # type: ignore[attr-defined]
        self.fields["stand"].label_from_instance = _where  # type: ignore[attr-defined]

    def again(self, row: Model) -> dict[str, Any]:
        """Return the place as it is now."""
        return {"edition": self.edition, "exhibitor": row}


def _where(stand: Stand) -> str:
    # An option has no elements: the signs FSI and PDI keep the number "1-A02" together in a page from right to left.
    return f"\u2068{stand.number}\u2069 · {stand.hall.name} · {stand.hall.site.short_name}"
