"""Offer the roles of a demonstration on its first page, each by one button, and what its small markets show; elsewhere none."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from praya.core.directory.names import lead_name
from praya.core.texts.reading import read
from praya.demo.market import existing
from praya.demo.roles import entrance_of, page_of, roles_of, scenes_of
from praya.meet.home.entrances import Entrance

TITLES = {
    "organiser": gettext_lazy("Organiser"),
    "desk": gettext_lazy("Desk staff"),
    "exhibitor": gettext_lazy("Exhibitor"),
    "buyer": gettext_lazy("Buyer"),
    "remote": gettext_lazy("Remote delegate"),
    "operator": gettext_lazy("System operator"),
    "newcomer": gettext_lazy("Newcomer"),
}
SCENES = {
    "board": gettext_lazy("The board of a market on its day"),
    "wall": gettext_lazy("The wall of a market on its day"),
    "closing": gettext_lazy("Requests that close in a few days"),
    "planned": gettext_lazy("A round with planned dates"),
}


def role_entrances() -> Iterator[Entrance]:
    """Yield a button for each role and scene of the demo markets, while this is a demonstration and they are loaded."""
    edition = existing() if settings.DEMO else None
    if edition is None:
        return
    roles, language = roles_of(edition), get_language() or "en"
    for role in roles:
        person = lead_name(role.delegate.person) if role.delegate is not None else ""
        yield Entrance(TITLES[role.word], person, entrance_of(role, page_of(role, edition)))
    for scene in scenes_of(roles):
        about = read(scene.edition.name, language).text
        yield Entrance(SCENES[scene.word], about, entrance_of(scene.role, scene.page))
