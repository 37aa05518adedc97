"""Read moments on the clock of an edition's first site, and refuse what its clocks skip or show twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.texts.days import day_text
from praya.core.texts.joining import joined_sentences, with_note
from praya.engines.zones import AmbiguousTime, NonexistentTime, instant
from praya.match.requests.last_day import LastDay, last_day_of, require_within
from praya.match.requests.round_moments import MOMENTS, OutOfOrder, require_order
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.cities import city_of

LABELS = {
    "opens_at": pgettext_lazy("a round", "Opens"),
    "reminds_at": pgettext_lazy("a round", "Reminds"),
    "closes_at": pgettext_lazy("a round", "Requests close"),
    "publishes_at": pgettext_lazy("a round", "Publishes the schedule"),
}
_HELP = {
    "opens_at": gettext_lazy("Everybody who can ask is told then. Empty: at once."),
    "reminds_at": gettext_lazy("Everybody who can ask is told when requests close. Empty: a day before."),
    "closes_at": gettext_lazy("The round is frozen by itself then. Empty: when you freeze it."),
    "publishes_at": gettext_lazy("The run that you have chosen by then is published. Empty: when you publish it."),
}
# Years in which every zone has an instant for whatever its clocks show.
FIRST_YEAR, LAST_YEAR = 2000, 2199
INCLUDES_UNANSWERED = partial(
    forms.BooleanField,
    label=gettext_lazy("Unanswered requests compete too"),
    required=False,
    initial=True,
    help_text=gettext_lazy("At a lower weight than accepted ones. Otherwise only accepted requests are placed."),
)
EXPIRY_HOURS = partial(
    forms.IntegerField,
    label=gettext_lazy("Hours until an unanswered request ends"),
    min_value=1,
    max_value=2000,
    initial=72,
    help_text=gettext_lazy("It then frees the proposed slots in both calendars."),
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Hold the zone in which moments are typed with its city, the reader's own, and until when the edition lasts."""

    zone: ZoneInfo
    city: str
    own: ZoneInfo
    own_city: str
    last: LastDay

    def named(self, moment: datetime) -> str:
        """Return a moment as it is typed, with its city."""
        here = moment.astimezone(self.zone)
        return with_note(f"{day_text(here, 'j M Y')} {here:%H:%M}", self.city)

    def beside(self, moment: datetime) -> str:
        """Return a moment on the reader's own clock, where that shows something else."""
        away, here = moment.astimezone(self.own), moment.astimezone(self.zone)
        return "" if away.utcoffset() == here.utcoffset() else f"{day_text(away)} {away:%H:%M}"


def clocks_of(visit: EditionVisit) -> Clocks:
    """Return the clocks of an edition's organiser: that of the first site, and their own."""
    zone = visit.sites[0].zone if visit.sites else visit.zone.key
    own, last = visit.zone, last_day_of(visit.edition, visit.sites)
    return Clocks(ZoneInfo(zone), city_of(zone, visit.sites), own, city_of(own.key, visit.sites), last)


class MomentField(forms.DateTimeField):
    """Read a moment on the clocks that a form gives it."""

    clocks: Clocks

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a moment on the clock of the site."""
        return value.astimezone(self.clocks.zone).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value

    def said(self, value: datetime) -> str:
        """Say a moment that somebody else has kept meanwhile."""
        return self.clocks.named(value)

    def to_python(self, value: Any) -> datetime | None:
        """Read it on that clock; what the clock does not show, or shows twice, is told with what to write instead."""
        found = super().to_python(value)
        if found is None:
            return None
        civil = found.replace(tzinfo=None)
        if not FIRST_YEAR <= civil.year <= LAST_YEAR:
            raise forms.ValidationError(_("Choose a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
        try:
            return instant(civil, self.clocks.zone.key)
        except NonexistentTime:
            raise forms.ValidationError(self._skipped(civil)) from None
        except AmbiguousTime:
            raise forms.ValidationError(self._twice(civil)) from None

    def _skipped(self, civil: datetime) -> str:
        zone = self.clocks.zone
        first, second = (civil.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        later = civil + (second - first if first is not None and second is not None else civil - civil)
        words = {"time": f"{civil:%H:%M}", "city": self.clocks.city, "later": f"{later:%H:%M}"}
        return _("%(time)s does not exist in %(city)s on that day: the clocks go forward. Write %(later)s instead.") % words

    def _twice(self, civil: datetime) -> str:
        zone = self.clocks.zone
        first, second = (civil.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        turn = first - second if first is not None and second is not None else civil - civil
        words = {"time": f"{civil:%H:%M}", "city": self.clocks.city}
        words |= {"earlier": f"{civil - turn:%H:%M}", "later": f"{civil + turn:%H:%M}"}
        return (
            _("%(time)s comes twice in %(city)s on that day: the clocks go back. Write %(earlier)s or %(later)s instead.") % words
        )


class MomentForm(forms.Form):
    """Read when a round opens, reminds, closes and publishes, on the clock of the first site."""

    opens_at, reminds_at, closes_at, publishes_at = (MomentField(label=LABELS[name]) for name in MOMENTS)

    def __init__(self, *args: Any, clocks: Clocks, **options: Any) -> None:
        self.clocks = clocks
        super().__init__(*args, **options)
        for name in MOMENTS:
            field: Any = self.fields[name]
            field.clocks = clocks
            field.help_text = self._help(name)

    def _help(self, name: str) -> str:
        words = [str(_HELP[name]), _("On the clock of %(city)s.") % {"city": self.clocks.city}]
        moment = self.initial.get(name)
        if isinstance(moment, datetime) and (own := self.clocks.beside(moment)):
            words.append(_("On your own clock (%(city)s): %(moment)s.") % {"city": self.clocks.own_city, "moment": own})
        return joined_sentences(words)

    def moments(self) -> dict[str, datetime | None]:
        """Return the moments that were typed."""
        return {name: self.cleaned_data.get(name) for name in MOMENTS}

    def changed(self) -> dict[str, Any]:
        """Return the moments that would be new."""
        return self.moments()

    def clean(self) -> dict[str, Any]:
        """Say at its field which moment is in the past, not in its order, or after the edition."""
        if not any(name in self.errors for name in MOMENTS):
            try:
                require_order(self.moments(), self.changed(), at=timezone.now())
                require_within(self.moments(), self.changed(), self.clocks.last)
            except OutOfOrder as wrong:
                self.add_error(wrong.field if wrong.field in self.fields else None, str(wrong))
        return self.cleaned_data
