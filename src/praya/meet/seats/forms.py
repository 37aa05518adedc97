"""Read the rules of a session's seats, the ladder of an edition, and the filters of lists."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.core.texts.reading import read
from praya.meet.accreditation.queries import categories_of
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Placement
from praya.meet.programme.several import SeveralField
from praya.meet.seats.actions_rules import EASED, RULE_COLUMNS, ladder_fact, mark_of_ladder
from praya.meet.seats.fields import SiteMomentField
from praya.meet.seats.models import Admission
from praya.meet.seats.queries import ladder_of, managed
from praya.meet.seats.rules import MOMENTS, capacity_of, faults_of
from praya.meet.seats.wording import METHODS, MOMENT_WORDS, STATES, category_names

MOST = 100_000
_HELP = {
    "opens_at": _("From then on people can ask. Empty: as soon as the rules are promised."),
    "draws_at": _("At this instant the list is closed, and the seats are drawn by themselves. Only for a draw."),
    "releases_at": _("Empty: what is kept for categories stays kept."),
    "claims_until": _("Empty: nobody has to come by an hour, and nobody is a no-show unless the door is closed by hand."),
    "withdraw_until": _("Empty: until the session begins."),
}


class RulesForm(SeenForm):
    """Read how the seats of a session in one of its places are given away."""

    method = forms.ChoiceField(label=pgettext_lazy("seats", "Method"), choices=list(METHODS.items()))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST, required=False)
    walk_ups = forms.IntegerField(
        label=_("Held for whoever comes to the door"), min_value=0, max_value=MOST, initial=0, required=False
    )
    categories = SeveralField(label=_("Who may ask"), help_text=_("None ticked: everybody who is accredited."))
    opens_at, draws_at, releases_at, claims_until, withdraw_until = (
        SiteMomentField(label=MOMENT_WORDS[name], help_text=_HELP[name]) for name in MOMENTS
    )
    beacon_source = forms.CharField(
        label=_("Source of a public value"),
        max_length=200,
        required=False,
        help_text=_("For a draw nobody can have steered: a lottery of that day, named so that it means one value only."),
    )
    beacon_form = forms.CharField(
        label=_("How the public value is written"),
        max_length=20,
        required=False,
        help_text=_("For example numbers:6, six numbers from the lowest with hyphens, or digits:64."),
    )

    def __init__(
        self, *args: Any, placement: Placement, sites: list[Site], admission: Admission | None = None, **options: Any
    ) -> None:
        self.placement, self.sites, self.admission = placement, sites, admission
        self.kept = category_names(categories_of(placement.session.edition))
        quotas = admission.quotas if admission is not None else {}
        if admission is not None:
            stands = {name: getattr(admission, name) for name in RULE_COLUMNS}
            options["initial"] = {**stands, **{f"quota_{slug}": count for slug, count in quotas.items()}}
        super().__init__(*args, **options)
        zone = ZoneInfo(placement.site.zone)
        for name in MOMENTS:
            field: Any = self.fields[name]
            field.zone, field.city = zone, city_of(zone.key, sites)
        self.fields["categories"].choices = list(self.kept.items())  # type: ignore[attr-defined]
        self._keep_for_categories()
        room = capacity_of(placement)
        if room is not None:
            self.fields["seats"].help_text = _("Empty: all %(room)d of the room.") % {"room": room}
        if admission is not None:
            self.watch(admission, RULE_COLUMNS)
            if admission.promised_at is not None:
                self._only_what_can_be_eased()

    def _keep_for_categories(self) -> None:
        order = []
        for name in list(self.fields):
            order.append(name)
            if name == "walk_ups":
                for slug, called in self.kept.items():
                    label = _("Kept for: %(category)s") % {"category": called}
                    self.fields[f"quota_{slug}"] = forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False)
                    order.append(f"quota_{slug}")
        self.order_fields(order)

    def _only_what_can_be_eased(self) -> None:
        hours = [name for name in EASED if self.initial.get(name) is not None]
        for name in list(self.fields):
            if name not in (*hours, "seen"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Say at its field what contradicts itself, the room or the hour."""
        typed: dict[str, Any] = super().clean() or {}
        if self.errors or "method" not in self.fields:
            return typed
        typed["walk_ups"] = typed.get("walk_ups") or 0
        for name in ("beacon_source", "beacon_form"):
            if not is_plain(typed[name]):
                self.add_error(name, UNSHOWN)
        typed["quotas"] = {slug: count for slug in self.kept if (count := typed.pop(f"quota_{slug}", None))}
        changed = [name for name in MOMENTS if self.admission is None or typed[name] != getattr(self.admission, name)]
        for fault in faults_of(typed, self.placement, at=timezone.now(), changed=changed):
            self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)
        return typed

    def again(self, row: Model) -> dict[str, Any]:
        """Return the rules as they are now."""
        return {"placement": self.placement, "sites": self.sites, "admission": row}


class BeaconForm(forms.Form):
    """Read the public value of a draw."""

    value = forms.CharField(label=_("Public value"), max_length=200)


RUNGS = 4


class LadderForm(SeenForm):
    """Read the rungs of an edition's ladder; one without a number is none."""

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        self.edition = edition
        stands = ladder_of(edition.pk)
        options["initial"] = {
            f"{name}_{number}": value for number, one in enumerate(stands, start=1) for name, value in ladder_fact(one).items()
        }
        super().__init__(*args, **options)
        for number in range(1, max(RUNGS, len(stands) + 1) + 1):
            words = {"number": number}
            self.fields[f"no_shows_{number}"] = forms.IntegerField(
                label=_("Rung %(number)d: seats left empty") % words, min_value=1, max_value=1000, required=False
            )
            self.fields[f"wait_minutes_{number}"] = forms.IntegerField(
                label=_("Rung %(number)d: minutes by which booking opens later") % words,
                min_value=0,
                max_value=100_000,
                required=False,
            )
            self.fields[f"is_barred_{number}"] = forms.BooleanField(
                label=_("Rung %(number)d: no booking at all") % words, required=False
            )
        self.remember(lambda: mark_of_ladder(ladder_of(edition.pk)), mark_of_ladder(stands))

    @property
    def rungs(self) -> list[dict[str, Any]]:
        """Return the rungs that were written."""
        found = []
        for name, value in self.cleaned_data.items():
            if name.startswith("no_shows_") and value:
                number = name.removeprefix("no_shows_")
                waits = self.cleaned_data.get(f"wait_minutes_{number}") or 0
                barred = bool(self.cleaned_data.get(f"is_barred_{number}"))
                found.append({"no_shows": value, "wait_minutes": waits, "is_barred": barred})
        return found

    def fresh(self) -> LadderForm:
        """Return the ladder as it is now."""
        return LadderForm(edition=self.edition)


class SeatFilters(Filters):
    """Read the filter of the list of who has what."""

    admission = forms.ChoiceField(label=pgettext_lazy("seats", "Session"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *((key, word) for key, (_look, word) in STATES.items())]
    )

    def offer(self) -> None:
        """Offer the sessions of which rules are promised."""
        language = get_language() or "en"
        sessions = [(one.code, read(one.session.title, language).text) for one in managed(self.visit.edition)]
        self.choose("admission", ("", _("all")), *sessions)


class MySeatFilters(Filters):
    """Read which of one's own seats are looked for."""

    which = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("what is to come")), ("all", pgettext_lazy("seats", "everything"))]
    )
