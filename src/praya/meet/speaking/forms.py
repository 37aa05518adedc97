"""Read what people in sessions answer, need and bring, and what the team looks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.core.texts.states import state_word
from praya.engines.zones import AmbiguousTime, NonexistentTime, instant
from praya.meet.editions.fields import TimeInput
from praya.meet.editions.links import LONGEST_LINK
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Part
from praya.meet.programme.vocabulary import PARTS
from praya.meet.speaking.actions import HOUR_COLUMNS, LONGEST, mark_of_own
from praya.meet.speaking.actions_materials import COLUMNS
from praya.meet.speaking.files import ACCEPTED, MOST_BYTES, Brought, content_of, judged
from praya.meet.speaking.models import Impossible, Material
from praya.meet.speaking.queries import Own, own_session
from praya.meet.speaking.vocabulary import ANSWERS, LEVELS, MATERIALS, MISSING, NEEDS, SHOWN


class PlainField(forms.CharField):
    """Read words that can be shown."""

    def clean(self, value: Any) -> str:
        """Refuse controls and signs that steer direction."""
        typed = str(super().clean(value))
        if not is_plain(typed):
            raise forms.ValidationError(UNSHOWN)
        return typed


class AnswerForm(SeenForm):
    """Read a line to the organisers, beside the button that confirms or declines."""

    line = PlainField(
        label=gettext_lazy("A line to the organisers"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("If you like. The organisers alone read it."),
    )

    def __init__(self, *args: Any, own: Own, edition: Edition, **options: Any) -> None:
        options["initial"] = {"line": own.invitation.line}
        options.setdefault("auto_id", "answer-%s")
        super().__init__(*args, **options)
        code, person = own.invitation.code, own.part.person
        self.remember(lambda: mark_of_own(own_session(edition, person, code)), mark_of_own(own))


class TitleForm(SeenForm):
    """Read the job title that is printed in a session."""

    job_title = PlainField(
        label=gettext_lazy("Job title as printed in this session"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Everybody reads it with the next version of the programme."),
    )

    def __init__(self, *args: Any, part: Part, **options: Any) -> None:
        options["initial"] = {"job_title": part.job_title}
        options.setdefault("auto_id", "title-%s")
        super().__init__(*args, **options)
        self.watch(part, ("job_title",))

    def again(self, row: Model) -> dict[str, Any]:
        """Return the part as it is now."""
        return {"part": row}


class NeedForm(forms.Form):
    """Read what somebody needs in a session."""

    kind = forms.ChoiceField(label=gettext_lazy("What you need"), choices=list(NEEDS.items()))
    line = PlainField(
        label=gettext_lazy("In a few words"),
        max_length=300,
        help_text=gettext_lazy("From Portuguese, a wheelchair place on the stage, a clicker: the organisers alone read it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "need-%s")
        super().__init__(*args, **options)


class MaterialForm(SeenForm):
    """Read a material: a file or an address, what it is, and who reads it."""

    title = PlainField(label=pgettext_lazy("a material", "Title"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=list(MATERIALS.items()))
    level = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        choices=list(LEVELS.items()),
        initial="badge",
        help_text=gettext_lazy("On the page of the session, once it is released."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, PowerPoint, Word, Excel, OpenDocument, PNG or JPEG, at most 20 MB."),
        widget=forms.FileInput(
            {
                "accept": ACCEPTED,
                "data-most": MOST_BYTES,
                "data-too-large": gettext_lazy("This file is larger than 20 MB. Save it smaller, or give its address as a link."),
            }
        ),
    )
    link = forms.CharField(
        label=gettext_lazy("Or the address of a page"),
        required=False,
        max_length=LONGEST_LINK,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text=gettext_lazy("It begins with https://."),
    )

    def __init__(self, *args: Any, material: Material | None = None, **options: Any) -> None:
        if material is not None:
            options["initial"] = {name: getattr(material, name) for name in ("title", "kind", "level", "link")}
        super().__init__(*args, **options)
        if material is not None:
            self.watch(material, COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the material as it is now."""
        return {"material": row}

    def brought(self) -> Brought | None:
        """Return the file of a valid form as it is kept, if there is one; Refused for what is not taken."""
        file = self.cleaned_data["file"]
        return judged(file.name or "", content_of(file)) if file else None


class HoursForm(SeenForm):
    """Read hours that are impossible, on the clock of a site."""

    site = forms.ChoiceField(label=gettext_lazy("On the clock of"))
    on = forms.DateField(label=gettext_lazy("From day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    until = forms.DateField(
        label=gettext_lazy("Until day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Without one: the same day."),
    )
    ends = forms.TimeField(label=gettext_lazy("To"), widget=TimeInput())
    line = PlainField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("If you like. You and the organisers alone read it, as you and they alone read these hours."),
    )

    def __init__(
        self, *args: Any, edition: Edition, sites: Sequence[Site], own: str = "", row: Impossible | None = None, **options: Any
    ) -> None:
        initial: dict[str, Any] = {"site": own, "on": edition.starts_on}
        if row is not None:
            zone = ZoneInfo(row.site.zone)
            first, last = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
            initial = {"site": row.site.slug, "on": first.date(), "until": last.date(), "line": row.line}
            initial |= {"begins": time(first.hour, first.minute), "ends": time(last.hour, last.minute)}
        options["initial"] = initial
        super().__init__(*args, **options)
        self.edition, self.sites = edition, list(sites)
        self.fields["site"].choices = [(site.slug, site.short_name) for site in sites]  # type: ignore[attr-defined]
        if row is not None:
            self.watch(row, HOUR_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the hours as they are now."""
        return {"edition": self.edition, "sites": self.sites, "row": row}

    def clean(self) -> dict[str, Any]:
        """Turn the clock of the site into instants."""
        typed: dict[str, Any] = super().clean() or {}
        if not {"site", "on", "begins", "ends"} <= typed.keys() or "until" in self.errors:
            return typed
        near = (self.edition.starts_on - LONGEST, self.edition.ends_on + LONGEST)
        last = typed.get("until") or typed["on"]
        for name, day in (("on", typed["on"]), ("until", last)):
            if not near[0] <= day <= near[1]:
                self.add_error(name, _("This is far from the days of the edition. Write a day of it, or near to it."))
        if self.errors:
            return typed
        site = next(one for one in self.sites if one.slug == typed["site"])
        starts_at = _instant(datetime.combine(typed["on"], typed["begins"]), site, is_end=False)
        ends_at = _instant(datetime.combine(last, typed["ends"]), site, is_end=True)
        if ends_at <= starts_at:
            self.add_error("ends", _("The end is not after the beginning. Write a later end, or the day on which it is."))
        facts = {"site": site, "starts_at": starts_at, "ends_at": ends_at, "line": typed["line"]}
        return {**facts, **({"seen": typed["seen"]} if "seen" in typed else {})}


def _instant(civil: datetime, site: Site, *, is_end: bool) -> datetime:
    """Return an instant of a site's clock; where the clock shows it never or twice, the one that leaves more hours impossible."""
    try:
        return instant(civil, site.zone)
    except (NonexistentTime, AmbiguousTime):
        folds = sorted(civil.replace(tzinfo=ZoneInfo(site.zone), fold=fold).timestamp() for fold in (0, 1))
        return datetime.fromtimestamp(folds[1 if is_end else 0], tz=ZoneInfo("UTC"))


def _all(*choices: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("", gettext_lazy("all")), *choices]


class SpeakerFilters(Filters):
    """Read which people in sessions are looked for."""

    q = forms.CharField(label=gettext_lazy("Name or session"), required=False, max_length=100)
    answer = forms.ChoiceField(label=gettext_lazy("Answer"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False, choices=_all(*PARTS.items()))
    lacks = forms.ChoiceField(label=gettext_lazy("Missing"), required=False, choices=_all(*MISSING.items()))

    def offer(self) -> None:
        """Offer the answers."""
        self.choose("answer", *_all(*((one, state_word(SHOWN[one])) for one in ANSWERS)))


class NeedFilters(Filters):
    """Read which needs are looked for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=_all(*NEEDS.items()))
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def offer(self) -> None:
        """Offer the states."""
        self.choose("state", *_all(*((one, state_word(one)) for one in ("need_open", "need_met"))))


class MaterialFilters(Filters):
    """Read which materials are looked for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=_all(*MATERIALS.items()))
    level = forms.ChoiceField(label=gettext_lazy("Who reads it"), required=False, choices=_all(*LEVELS.items()))


class BulkForm(forms.Form):
    """Read what is done with the ticked rows."""

    do = forms.ChoiceField(choices=[("invite", "invite"), ("remind", "remind")])
    everyone = forms.BooleanField(required=False)
