"""Read what organisers type about sites, their hours, breaks, halls, tables and stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.texts.days import day_text
from praya.meet.editions.fields import TimeInput, Wording, ZoneField
from praya.meet.editions.models import Edition, Hall, Site
from praya.meet.editions.site_actions import HUES, Span, mark_of_hours, mark_of_tables
from praya.meet.setup.stand_numbers import StandNumberError, stand_numbers

SPANS_PER_DAY = 2


SITE_COLUMNS = ("name", "short_name", "zone", "hue")


class SiteForm(SeenForm):
    """Read the names, zone and hue of a site."""

    name = Wording(label=_("City"), max_length=80)
    short_name = forms.CharField(
        label=_("Short name"), max_length=12, help_text=_("Stands beside every time, for example HKG or Macau.")
    )
    zone = ZoneField()
    hue = forms.TypedChoiceField(
        label=_("Colour"),
        coerce=int,
        choices=[(1, _("blue")), (2, _("orange")), (3, _("plum")), (4, _("green"))][:HUES],
    )

    def __init__(self, *args: Any, site: Site | None = None, **options: Any) -> None:
        if site is not None:
            options["initial"] = {column: getattr(site, column) for column in SITE_COLUMNS}
        super().__init__(*args, **options)
        if site is not None:
            self.watch(site, SITE_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the site as it is now."""
        return {"site": row}


class NewSiteForm(SiteForm):
    """Read a new site with the hours of an ordinary day and the tables of its first hall."""

    opens = forms.TimeField(label=_("Opens"), widget=TimeInput(), initial=time(9))
    closes = forms.TimeField(
        label=_("Closes"),
        widget=TimeInput(),
        initial=time(18),
        help_text=_("On every day; single days can be changed afterwards."),
    )
    tables = forms.IntegerField(
        label=_("Meeting tables"),
        min_value=0,
        max_value=1000,
        required=False,
        initial=0,
        help_text=_("In its first hall; further halls, and stands, are added on the site's own page."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["hue"]

    def clean_tables(self) -> int:
        """Return how many tables there are; none where nothing is written."""
        return self.cleaned_data["tables"] or 0


@dataclass(frozen=True)
class DayFields:
    """Hold the fields of one day of the table of hours."""

    on: date
    spans: list[tuple[forms.BoundField, forms.BoundField]]

    @property
    def errors(self) -> list[str]:
        """Return everything that is wrong with the day."""
        return [str(error) for span in self.spans for field in span for error in field.errors]


class HoursForm(SeenForm):
    """Read the opening hours of a site, day by day; an empty day is closed, `copy` repeats the first day on all."""

    def __init__(self, *args: Any, site: Site, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.days = edition.days
        open_now = list(site.hours.all())
        self.remember(lambda: mark_of_hours(site.hours.all()), mark_of_hours(open_now))
        stored: dict[date, list[Span]] = {}
        for row in open_now:
            stored.setdefault(row.on, []).append((row.opens, row.closes))
        for on in self.days:
            spans = stored.get(on, [])
            for number in range(SPANS_PER_DAY):
                opens, closes = spans[number] if number < len(spans) else (None, None)
                self.fields[f"opens-{on}-{number}"] = forms.TimeField(required=False, widget=TimeInput(), initial=opens)
                self.fields[f"closes-{on}-{number}"] = forms.TimeField(required=False, widget=TimeInput(), initial=closes)

    def rows(self) -> Iterator[DayFields]:
        """Return the table's rows."""
        for on in self.days:
            yield DayFields(on, [(self[f"opens-{on}-{n}"], self[f"closes-{on}-{n}"]) for n in range(SPANS_PER_DAY)])

    def clean(self) -> dict[str, Any]:
        """Refuse half-filled and overlapping spans."""
        values: dict[str, Any] = super().clean() or {}
        for on in self.days:
            last: time | None = None
            for number in range(SPANS_PER_DAY):
                opens, closes = values.get(f"opens-{on}-{number}"), values.get(f"closes-{on}-{number}")
                if (opens is None) != (closes is None):
                    missing = "closes" if closes is None else "opens"
                    self.add_error(f"{missing}-{on}-{number}", _("Write both times, or neither for a closed day."))
                elif opens is not None and last is not None and opens < last:
                    self.add_error(f"opens-{on}-{number}", _("This begins before the hours before it end."))
                last = closes if closes is not None and opens is not None and closes > opens else None
        return values

    def hours(self) -> Mapping[date, list[Span]]:
        """Return the spans of each day."""
        typed = {on: list(self._spans(on)) for on in self.days}
        if "copy" in self.data:
            first = next((spans for spans in typed.values() if spans), [])
            return dict.fromkeys(self.days, first)
        return typed

    def _spans(self, on: date) -> Iterator[Span]:
        for number in range(SPANS_PER_DAY):
            opens, closes = self.cleaned_data[f"opens-{on}-{number}"], self.cleaned_data[f"closes-{on}-{number}"]
            if opens is not None and closes is not None:
                yield opens, closes


class BreakForm(forms.Form):
    """Read a break, on one day or on every day."""

    name = Wording(label=_("What for"), max_length=80, help_text=_("For example “Lunch” or “Opening ceremony”."))
    on = forms.TypedChoiceField(label=_("Day"), required=False, empty_value=None, coerce=date.fromisoformat)
    begins = forms.TimeField(label=_("From"), widget=TimeInput())
    ends = forms.TimeField(label=_("To"), widget=TimeInput())

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        days = [(on.isoformat(), day_text(on, "D j M")) for on in edition.days]
        self.fields["on"].choices = [("", _("every day")), *days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a break that ends before it begins."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("begins") and values.get("ends") and values["ends"] <= values["begins"]:
            self.add_error("ends", _("A break ends after it begins; write a break past midnight as two."))
        return values


class HallForm(forms.Form):
    """Read a new hall with its number of tables."""

    name = forms.CharField(label=_("Name"), max_length=60)
    tables = forms.IntegerField(label=_("Meeting tables"), min_value=0, max_value=1000, initial=0)


class TablesForm(SeenForm):
    """Read how many tables a hall has; `count` is how many there are, where that was read already."""

    tables = forms.IntegerField(label=_("Tables"), min_value=0, max_value=1000, widget=forms.NumberInput({"class": "count"}))

    def __init__(self, *args: Any, hall: Hall, count: int | None = None, **options: Any) -> None:
        self.hall, there = hall, hall.tables.count() if count is None else count
        options |= {"initial": {"tables": there}, "auto_id": f"{hall.pk}-%s"}
        super().__init__(*args, **options)
        self.remember(lambda: mark_of_tables(hall.tables.count()), mark_of_tables(there))

    def fresh(self) -> SeenForm:
        """Return the number of tables as it is now."""
        return TablesForm(hall=self.hall)


class StandsForm(forms.Form):
    """Read stand numbers, singly and in ranges."""

    numbers = forms.CharField(label=_("New stands"), max_length=4000, widget=forms.TextInput({"placeholder": "A1-A40, B1"}))

    def clean_numbers(self) -> list[str]:
        """Return the numbers one by one."""
        try:
            return stand_numbers(self.cleaned_data["numbers"])
        except StandNumberError as error:
            raise forms.ValidationError(str(error)) from error
