"""Find the languages of the interface: every folder of locale/ with a catalogue is one, no code needed."""

from __future__ import annotations

from pathlib import Path

from babel import Locale

LOCALE_FOLDER = Path(__file__).parent / "locale"


def interface_languages(folder: Path = LOCALE_FOLDER) -> list[tuple[str, str]]:
    """Return (tag, own name) of English and of every language with a catalogue in the folder."""
    found = {"en": "English"}
    for catalogue in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        name = catalogue.parent.parent.name
        tag = name.lower().replace("_", "-")
        locale = Locale.parse(name)
        found[tag] = locale.get_display_name(locale) or tag
    if "zh-hant" in found:
        found["zh-hant"] = "繁體中文"
    if "zh-hans" in found:
        found["zh-hans"] = "简体中文"
    return list(found.items())
