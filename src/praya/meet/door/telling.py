"""Say what the trail calls an edition's texts, and the facts of its front page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.telling import Clock, Fact, Facts, Reshaped, Row, Told
from praya.core.texts.editing import own_name
from praya.core.texts.joining import joined
from praya.meet.door.models import DoorText


def _text(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    name, _is_known = own_name(row["language"])
    return joined([DoorText.Kind(row["kind"]).label, name, _("version %(number)d") % {"number": row["version"]}])


def _new_picture(before: Facts, after: Facts) -> Reshaped:
    """Return that a picture took the place of one, or of none: its name in addresses tells nobody anything."""
    return {"picture": "before" if before.get("picture") else ""}, {"picture": "new" if after.get("picture") else ""}


SUBJECTS = {
    "meet.doortext": Told(("kind", "language", "version"), _text, "manage_front_text", ("kind", "language")),
}
FACTS = {
    "about": pgettext_lazy("a fact", "about the market"),
    "joining": pgettext_lazy("a fact", "how to take part"),
    "shows": pgettext_lazy("a fact", "what the picture shows"),
    "contact_name": pgettext_lazy("a fact", "contact"),
    "contact_email": pgettext_lazy("a fact", "address of the contact"),
    "categories": Fact(pgettext_lazy("a fact", "people may apply as"), refers="meet.category"),
    "picture": Fact(
        pgettext_lazy("a fact", "picture"),
        words={"before": pgettext_lazy("a picture", "the one before"), "new": pgettext_lazy("a picture", "a new one")},
    ),
}
RESHAPED = {"change front picture": _new_picture, "remove front picture": _new_picture}
