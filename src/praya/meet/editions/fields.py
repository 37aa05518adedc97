"""Let organisers type what several rooms ask for: a text in every language of the interface, English first; a time; a zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.sheets.zones import is_upside_down
from praya.engines.zones import UnknownZone, zone_named
from praya.meet.editions.wording import languages


class WordingWidget(forms.MultiWidget):
    """Show one labelled line per language, or a box of `rows` lines; all but the first fold away."""

    template_name = "meet/editions/wording.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 0) -> None:
        self.tags = languages()
        shown: dict[str, forms.Widget | type[forms.Widget]] = {
            tag: forms.Textarea({"lang": tag, "rows": rows}) if rows else forms.TextInput({"lang": tag})
            for tag, _name in self.tags
        }
        super().__init__(shown, attrs)

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
    """Read a text in several languages as {tag: text}, lines of it in boxes of `rows`; the first language is required."""

    widget = WordingWidget

    def __init__(self, *, max_length: int = 200, rows: int = 0, **options: Any) -> None:
        tags = languages()
        lines = [forms.CharField(max_length=max_length, required=not number) for number, _tag in enumerate(tags)]
        self.tags = [tag for tag, _name in tags]
        sentence = _("Write at least the English text.")
        options.setdefault("error_messages", {"incomplete": sentence, "required": sentence})
        super().__init__(fields=lines, require_all_fields=False, widget=WordingWidget(rows=rows), **options)

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """Return the texts by language."""
        return dict(zip(self.tags, [text or "" for text in data_list], strict=True)) if data_list else {}


class TimeInput(forms.TimeInput):
    """Let the browser offer its clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


@lru_cache(maxsize=4)
def zone_options(on: date) -> tuple[tuple[str, str], ...]:
    """Return (zone, offset on that day) of every place, for the list that the browser searches."""
    noon = datetime.combine(on, time(12), UTC)
    names = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right", "US/"))
    )
    return tuple((name, f"UTC{noon.astimezone(ZoneInfo(name)):%z}") for name in [*names, "UTC"])


class ZoneField(forms.CharField):
    """Read the name of a time zone; a city alone is enough when only one zone has it."""

    def __init__(self, **options: Any) -> None:
        attributes = {"list": "zones", "autocomplete": "off", "spellcheck": "false"}
        help_text = _("Type the city and choose, for example Asia/Macau.")
        super().__init__(**{"label": _("Time zone"), "help_text": help_text, "widget": forms.TextInput(attributes), **options})

    def clean(self, value: Any) -> str:
        """Return the IANA name, or say what to write."""
        typed = str(super().clean(value)).strip()
        if not typed:
            return ""
        try:
            if not is_upside_down(typed):
                return zone_named(typed).key
        except UnknownZone:
            city = typed.replace(" ", "_").lower()
            found = [name for name in available_timezones() if "/" in name and name.split("/")[-1].lower() == city]
            if len(found) == 1:
                return found[0]
        raise forms.ValidationError(
            _("“%(typed)s” is not a time zone. Write area and city, such as Asia/Hong_Kong or America/Los_Angeles."),
            params={"typed": typed},
        )
