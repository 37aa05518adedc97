"""Read what people say about their own account."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from praya.core.accounts.actions import CHOICES
from praya.core.accounts.fields import AddressField, SentCodeField
from praya.core.accounts.models import Account
from praya.core.accounts.queries import active_account
from praya.core.actions.seeing import mark_of_row
from praya.core.actions.watching import SeenForm


class AddressForm(forms.Form):
    """Ask for the address a code goes to."""

    email = AddressField(label=_("E-mail address"))


class CodeForm(forms.Form):
    """Ask for the code that was sent."""

    code = SentCodeField()


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return the zones named after a place, as a person would look for them."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right")))
    )


def zone_choices(now: datetime) -> list[tuple[str, Any]]:
    """Return (zone, zone with its distance from UTC now)."""
    found: list[tuple[str, Any]] = [("", _("My site's zone"))]
    for name in zone_names():
        offset = now.astimezone(ZoneInfo(name)).strftime("%z")
        found.append((name, f"{name.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:]})"))
    return found


class ChoicesForm(SeenForm):
    """Read the name, the language and the zone of an account."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    zone = forms.ChoiceField(
        label=_("My time zone"),
        required=False,
        help_text=_("Every time is shown at its site; yours follows in small where it differs."),
    )

    def __init__(self, typed: Any, account: Account) -> None:
        super().__init__(typed, initial={name: getattr(account, name) for name in CHOICES})
        self.account = account
        self.remember(lambda: mark_of_row(self._now(), CHOICES), mark_of_row(account, CHOICES))
        self.fields["language"].choices = [("", _("As my browser asks")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["zone"].choices = zone_choices(timezone.now())  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def _now(self) -> Account:
        return active_account(self.account.pk) or self.account

    def fresh(self) -> ChoicesForm:
        """Return the form made of what stands there now."""
        return ChoicesForm(None, self._now())
