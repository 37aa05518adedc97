"""Read the confirmation of an erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.accounts.models import Account


class ErasureForm(forms.Form):
    """Ask for the address of the account, typed by hand."""

    address = forms.CharField(label=gettext_lazy("Type the address of this account"), max_length=254)

    def __init__(self, *words: Any, account: Account, **options: Any) -> None:
        super().__init__(*words, **options)
        self.account = account
        self.fields["address"].widget.attrs.update(autocomplete="off", autocapitalize="none", spellcheck="false")

    def clean_address(self) -> str:
        """Refuse any other address."""
        typed = str(self.cleaned_data["address"]).strip().lower()
        if typed != self.account.email:
            raise forms.ValidationError(_("This is not the address of this account: %(email)s") % {"email": self.account.email})
        return typed
