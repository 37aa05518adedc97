"""Name kinds, roles and formats of the programme, and the languages that are spoken there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from praya.core.directory.languages import language_name
from praya.core.texts.joining import joined

KINDS = {
    "forum": pgettext_lazy("a session", "Forum"),
    "summit": pgettext_lazy("a session", "Summit"),
    "keynote": pgettext_lazy("a session", "Keynote"),
    "roundtable": pgettext_lazy("a session", "Roundtable"),
    "panel": pgettext_lazy("a session", "Panel"),
    "pitch": pgettext_lazy("a session", "Pitch"),
    "presentation": pgettext_lazy("a session", "Project presentation"),
    "promotion": pgettext_lazy("a session", "Promotion"),
    "showcase": pgettext_lazy("a session", "Showcase"),
    "screening": pgettext_lazy("a session", "Screening"),
    "ceremony": pgettext_lazy("a session", "Ceremony"),
    "selection": pgettext_lazy("a session", "Selection"),
    "reception": pgettext_lazy("a session", "Reception"),
    "press": pgettext_lazy("a session", "Press conference"),
    "workshop": pgettext_lazy("a session", "Workshop"),
}
PARTS = {
    "speaker": pgettext_lazy("a part", "Speaker"),
    "moderator": pgettext_lazy("a part", "Moderator"),
    "host": pgettext_lazy("a part", "Host"),
    "guest": pgettext_lazy("a part", "Guest of honour"),
    "interpreter": pgettext_lazy("a part", "Interpreter"),
    "juror": pgettext_lazy("a part", "Juror"),
}
HOSTS = {
    "host": pgettext_lazy("an organisation", "Host"),
    "cohost": pgettext_lazy("an organisation", "Co-host"),
    "organiser": pgettext_lazy("an organisation", "Organiser"),
    "supporter": pgettext_lazy("an organisation", "Supporter"),
    "media": pgettext_lazy("an organisation", "Media partner"),
}
FORMATS = {
    "dcp-2k": pgettext_lazy("a format", "DCP 2K"),
    "dcp-4k": pgettext_lazy("a format", "DCP 4K"),
    "prores": pgettext_lazy("a format", "ProRes"),
    "file": pgettext_lazy("a format", "File"),
    "35mm": pgettext_lazy("a format", "35 mm"),
}
WHY_NOT_RELEASED = {
    "changed": gettext_lazy("Somebody had changed the programme since the release was planned, and you chose to look first."),
    "unchanged": gettext_lazy("Everybody read all of it already: nothing had changed."),
    "empty": gettext_lazy("No session was confirmed and had a time."),
    "broken": gettext_lazy("The worker could not do it; whoever runs this installation finds why among the jobs."),
}
WHAT_TO_DO = {
    "changed": gettext_lazy("Look at the changes and release the programme, or plan it anew."),
    "unchanged": gettext_lazy("Nothing, unless a change is missing: make it and release the programme."),
    "empty": gettext_lazy("Confirm sessions, give them times and release the programme."),
    "broken": gettext_lazy("Release the programme by hand."),
}
# What is spoken and interpreted at markets; the trade's other languages are seldom heard from a stage.
SPOKEN = ("en", "yue", "cmn", "pt", "ar", "fr", "es", "it", "de", "ru", "ja", "ko", "th", "vi", "id", "hi")


def spoken_choices() -> list[tuple[str, str]]:
    """Return the languages that can be chosen, by their names."""
    language = get_language() or "en"
    return [(tag, language_name(tag, language)) for tag in SPOKEN]


def languages_named(tags: Iterable[str]) -> str:
    """Return languages as a list of their names."""
    language = get_language() or "en"
    return joined(language_name(tag, language) for tag in tags)
