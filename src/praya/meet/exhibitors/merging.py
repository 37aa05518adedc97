"""Say what becomes of exhibitors when two organisations are merged."""

from __future__ import annotations

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.features.merging import Encounter, Settlement


def settle_exhibitors(encounter: Encounter) -> Settlement:
    """Refuse where both exhibit: which stand and which staff remain is for organisers to say."""
    for kept in encounter.clashes.values():
        words = {"edition": kept.edition.english_name}
        raise Refused(_("Both exhibit at %(edition)s. Remove one of the two exhibitors first.") % words)
    return Settlement()
