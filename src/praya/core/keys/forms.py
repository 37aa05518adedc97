"""Read a new address and the code that proves it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.accounts.codes import Awaited
from praya.core.accounts.fields import AddressField, SentCodeField


class NewAddressForm(forms.Form):
    """Ask for the address that is to replace the account's."""

    email = AddressField(label=gettext_lazy("New e-mail address"))

    def __init__(self, *words: Any, own: str, **options: Any) -> None:
        super().__init__(*words, **options)
        self.own = own

    def clean_email(self) -> str:
        """Refuse the address that the account has."""
        address = str(self.cleaned_data["email"])
        if address == self.own:
            raise forms.ValidationError(_("This is the address of your account already."))
        return address


class NewCodeForm(forms.Form):
    """Ask for the code that was sent to the new address."""

    code = SentCodeField()

    def __init__(self, *words: Any, awaited: Awaited, at: datetime, **options: Any) -> None:
        super().__init__(*words, **options)
        self.awaited, self.at = awaited, at

    def clean_code(self) -> str:
        """Count the try and refuse another code."""
        if not self.awaited.is_code(self.cleaned_data["code"], at=self.at):
            raise forms.ValidationError(_("This is not the code, or it is over. After three tries ask for another one."))
        return str(self.cleaned_data["code"])
