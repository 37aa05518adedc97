"""Read what begins a work, and the reviewer's remark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import KINDS, STAGES
from praya.core.directory.languages import language_tag
from praya.core.texts.editing import canonical


class NewWorkForm(forms.Form):
    """Read the name, kind and stage of a new work."""

    name = forms.CharField(label=_("Original name"), max_length=200, help_text=_("In the script it is written in."))
    language = forms.CharField(
        label=_("Language of the name"), max_length=40, required=False, widget=forms.TextInput(attrs={"list": "languages"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    stage = forms.ChoiceField(label=_("Stage"), choices=list(STAGES.items()))

    def document(self) -> dict[str, Any]:
        """Return the document that begins with what was typed."""
        typed = self.cleaned_data
        language = get_language() or "en"
        tag = language_tag(typed["language"], language) if typed["language"] else canonical(language)
        names = [{"text": typed["name"], "tag": tag, "kind": "original", "level": "public"}]
        facts = {"names": names, "kind": typed["kind"], "stage": typed["stage"]}
        return {**facts, "level": "badge", "visibility": {}, "currency": "USD"}
