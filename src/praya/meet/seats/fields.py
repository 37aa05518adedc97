"""Read moments on the clock of the site of a session; what that clock skips or shows twice is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from praya.core.texts.days import day_text
from praya.core.texts.joining import with_note
from praya.engines.zones import AmbiguousTime, NonexistentTime, instant

# Years in which every zone has an instant for whatever its clocks show.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class SiteMomentField(forms.DateTimeField):
    """Read a moment on the clock of `zone`, which the form gives, in `city`."""

    zone = ZoneInfo("UTC")
    city = ""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a moment on that clock."""
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value

    def said(self, value: datetime) -> str:
        """Say a moment that somebody else has kept meanwhile."""
        here = value.astimezone(self.zone)
        return with_note(f"{day_text(here, 'j M Y')} {here:%H:%M}", self.city)

    def to_python(self, value: Any) -> datetime | None:
        """Read it on that clock; what the clock does not show, or shows twice, is told with what to write instead."""
        found = super().to_python(value)
        if found is None:
            return None
        civil = found.replace(tzinfo=None)
        if not FIRST_YEAR <= civil.year <= LAST_YEAR:
            raise forms.ValidationError(_("Choose a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
        words = {"time": f"{civil:%H:%M}", "city": self.city}
        first, second = (civil.replace(tzinfo=self.zone, fold=fold).utcoffset() for fold in (0, 1))
        turn = first - second if first is not None and second is not None else civil - civil
        try:
            return instant(civil, self.zone.key)
        except NonexistentTime:
            words["later"] = f"{civil - turn:%H:%M}"
            sentence = _("%(time)s does not exist in %(city)s on that day: the clocks go forward. Write %(later)s instead.")
        except AmbiguousTime:
            words |= {"earlier": f"{civil - turn:%H:%M}", "later": f"{civil + turn:%H:%M}"}
            sentence = _(
                "%(time)s comes twice in %(city)s on that day: the clocks go back. Write %(earlier)s or %(later)s instead."
            )
        raise forms.ValidationError(sentence % words)
