"""Read what begins a work, and a photograph of somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from praya.core.actions.seeing import mark_of_row
from praya.core.actions.watching import SeenForm
from praya.core.catalogue.photographs import MOST_BYTES, content_of
from praya.core.catalogue.portraits import COLUMNS, LEVELS, LONGEST_REMARK, REASONS
from praya.core.catalogue.vocabulary import KINDS, STAGES
from praya.core.directory.languages import language_tag
from praya.core.directory.models import Person
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


class TakeOffForm(SeenForm):
    """Say why a photograph is taken off, as it was seen."""

    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[*REASONS.items(), ("", _("another reason"))], widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("A line to them"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.remember(self._mark_now, mark_of_row(person, COLUMNS))

    def _mark_now(self) -> str:
        self.person.refresh_from_db(fields=COLUMNS)
        return mark_of_row(self.person, COLUMNS)


class PortraitForm(SeenForm):
    """Read a photograph of somebody, which part of it is kept, and who sees it; without a file only the last is changed."""

    file = forms.FileField(
        label=_("Photograph"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 5 MB and 40 million pixels."),
        widget=forms.FileInput(
            {
                "accept": "image/jpeg,image/png,image/webp",
                "data-most": MOST_BYTES,
                "data-too-large": _("This file is larger than 5 MB. Save it smaller and try again."),
            }
        ),
    )
    part = forms.ChoiceField(
        label=_("Which part is kept"),
        help_text=_("A square is cut out. What is cut off is not kept."),
        choices=(
            ("start", pgettext_lazy("part of a photograph", "Top, or left")),
            ("middle", pgettext_lazy("part of a photograph", "Middle")),
            ("end", pgettext_lazy("part of a photograph", "Bottom, or right")),
        ),
        initial="middle",
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label=_("Who sees it"), choices=list(LEVELS.items()))

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        options["initial"] = {"level": person.portrait_level}
        super().__init__(*args, **options)
        self.person = person
        self.remember(self._mark_now, mark_of_row(person, COLUMNS))

    def typed(self) -> tuple[bytes, str, str]:
        """Return the bytes of a valid form, nothing without a file, and the part and the level."""
        facts: dict[str, Any] = self.cleaned_data
        return content_of(facts["file"]) if facts["file"] else b"", facts["part"], facts["level"]

    def _mark_now(self) -> str:
        self.person.refresh_from_db(fields=COLUMNS)
        return mark_of_row(self.person, COLUMNS)
