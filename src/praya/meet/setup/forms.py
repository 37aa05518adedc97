"""Read what organisers type about markets, editions and teams."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.actions.answering import refusals_in
from praya.core.actions.watching import SeenForm
from praya.core.texts.reading import read
from praya.meet.editions.fields import Wording
from praya.meet.editions.links import checked_pattern
from praya.meet.editions.models import Edition, Market, TeamMember
from praya.meet.editions.naming import free_address

LONGEST_EDITION = timedelta(days=30)
_ADDRESS = re.compile(r"\A[A-Za-z0-9_-]*\Z")


class DateInput(forms.DateInput):
    """Let the browser offer its calendar; the value stays ISO 8601."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


EDITION_COLUMNS = ("name", "starts_on", "ends_on", "slot_minutes", "is_public", "reply_to", "online_link")


class EditionForm(SeenForm):
    """Read an edition's name, dates and slot length."""

    name = Wording(label=_("Name"), help_text=_("As the public reads it, for example “FILMART 2027”."))
    starts_on = forms.DateField(label=_("First day"), widget=DateInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput())
    slot_minutes = forms.IntegerField(
        label=_("Minutes per meeting slot"),
        min_value=5,
        max_value=120,
        initial=30,
        help_text=_("One length for all sites, so that people in different cities can meet. 30 is usual."),
    )
    is_public = forms.BooleanField(
        label=_("Show the edition to everybody"),
        required=False,
        help_text=_("Until then only its team and its approved delegates can see it."),
    )
    reply_to = forms.EmailField(
        label=_("Address for answers"),
        required=False,
        help_text=_("Answers to letters of this edition go to this address. Without one they reach nobody."),
    )

    online_link = forms.CharField(
        label=_("Address of online meetings"),
        required=False,
        help_text=_(
            "Each online meeting gets its own, for example https://meet.example.org/{edition}-{meeting}. The placeholders are "
            "{meeting} and {edition}. Empty: the sides agree on a room themselves."
        ),
    )

    def __init__(self, *args: Any, edition: Edition | None = None, **options: Any) -> None:
        if edition is not None:
            options["initial"] = {column: getattr(edition, column) for column in EDITION_COLUMNS}
        super().__init__(*args, **options)
        if edition is not None:
            self.watch(edition, EDITION_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the edition as it is now."""
        return {"edition": row}

    def clean(self) -> dict[str, Any]:
        """Refuse an edition that ends before it starts or lasts longer than a month."""
        values: dict[str, Any] = super().clean() or {}
        if "online_link" in values:
            with refusals_in(self, "online_link"):
                values["online_link"] = checked_pattern(values["online_link"])
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Choose the same day or a later one."))
        elif first and last and last - first > LONGEST_EDITION:
            self.add_error("ends_on", _("An edition lasts at most 31 days. Make several editions of one market instead."))
        return values


def _market_name(market: Market) -> str:
    return read(market.name, get_language() or "en").text or market.slug


class MarketForm(EditionForm):
    """Read a first edition together with its market."""

    market: forms.ModelChoiceField[Market] = forms.ModelChoiceField(
        None,
        label=_("Market"),
        required=False,
        empty_label=_("a new market"),
        help_text=_("The recurring event that this is an edition of."),
    )
    market_name = Wording(label=_("Name of the new market"), required=False)
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        required=False,
        validators=[RegexValidator(_ADDRESS, _("Write small Latin letters, digits and hyphens only, without blanks."))],
        help_text=_("Small letters, digits and hyphens, for example filmart-2027. Left empty, it is made from the name."),
        widget=forms.TextInput({"data-from": "name_en", "spellcheck": "false", "autocapitalize": "none"}),
    )
    field_order = ("market", "market_name", "name", "slug", "starts_on", "ends_on", "slot_minutes")

    def __init__(self, *args: Any, markets: QuerySet[Market], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["market"].queryset = markets  # type: ignore[attr-defined]
        self.fields["market"].label_from_instance = _market_name  # type: ignore[attr-defined]
        for name in ("is_public", "reply_to", "online_link"):
            del self.fields[name]
        if not markets.exists():
            del self.fields["market"]

    def clean_slug(self) -> str:
        """Return the address in small letters."""
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        """Make the address from the name where none is written, and ask for the name of a new market."""
        values = super().clean()
        if not values.get("slug") and "slug" not in self.errors and values.get("starts_on"):
            words = [*(values.get("name") or {}).values(), *(values.get("market_name") or {}).values()]
            values["slug"] = free_address(words, values["starts_on"].year)
        values.setdefault("market", None)
        if values["market"] is None and not any((values.get("market_name") or {}).values()):
            self.add_error("market_name", _("Write the name of the market."))
        return values


class TeamForm(forms.Form):
    """Read whom to add to the team."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with a code sent to this address."))
    role = forms.ChoiceField(
        label=_("Part"),
        choices=[
            (TeamMember.Role.ORGANISER, _("organiser: sets up and decides everything")),
            (TeamMember.Role.DESK, _("desk staff: looks things up and repairs on the day")),
        ],
    )


class RoleForm(SeenForm):
    """Read a new part for a team member."""

    role = forms.ChoiceField(
        label=_("Part"),
        choices=[(TeamMember.Role.ORGANISER, _("organiser")), (TeamMember.Role.DESK, _("desk staff"))],
    )

    def __init__(self, *args: Any, member: TeamMember, **options: Any) -> None:
        options |= {"initial": {"role": member.role}, "auto_id": f"{member.pk}-%s"}
        super().__init__(*args, **options)
        self.watch(member, ("role",))

    def again(self, row: Model) -> dict[str, Any]:
        """Return the member as they are now."""
        return {"member": row}
