"""Let organisers type a text in every language of the interface, English first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.meet.editions.wording import languages


class WordingWidget(forms.MultiWidget):
    """Show one labelled line per language; all but the first fold away."""

    template_name = "meet/editions/wording.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.tags = languages()
        super().__init__({tag: forms.TextInput(attrs={"lang": tag}) for tag, _name in self.tags}, attrs)

    def id_for_label(self, id_: str) -> str:
        """Let the field's label stand for the first language's line."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[str]:
        """Return the stored texts in the order of the languages."""
        texts = {tag.lower(): entry.get("text", "") for tag, entry in ((value or {}).get("texts") or {}).items()}
        return [texts.get(tag.lower(), "") for tag, _name in self.tags]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the languages' names, and whether any but the first is filled."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["subwidgets"]
        for part, (_tag, own_name) in zip(shown, self.tags, strict=True):
            part["language"] = own_name
        context["widget"]["first"], context["widget"]["others"] = shown[0], shown[1:]
        context["widget"]["is_open"] = any(part["value"] for part in shown[1:])
        return context


class Wording(forms.MultiValueField):
    """Read a text in several languages as {tag: text}; the first language is required."""

    widget = WordingWidget

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        tags = languages()
        lines = [forms.CharField(max_length=max_length, required=not number) for number, _tag in enumerate(tags)]
        self.tags = [tag for tag, _name in tags]
        sentence = _("Write at least the English text.")
        options.setdefault("error_messages", {"incomplete": sentence, "required": sentence})
        super().__init__(fields=lines, require_all_fields=False, widget=WordingWidget(), **options)

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """Return the texts by language."""
        return dict(zip(self.tags, [text or "" for text in data_list], strict=True)) if data_list else {}
