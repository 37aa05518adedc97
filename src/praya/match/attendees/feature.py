"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links
from praya.core.features.palette import Source, declare_sources
from praya.match.attendees.between import beside_page, read_between
from praya.match.attendees.palette import found_exhibitors, found_filters, found_people
from praya.show.directory.between import declare_between

declare_between(beside_page, read_between)
declare_links(Link("people", _("People"), "people", 20), Link("exhibitors", _("Exhibitors"), "stand", 30, is_wide_only=True))
declare_sources(
    Source("filters", 15, found_filters),
    Source("exhibitors", 30, found_exhibitors, kinds=("organisation",)),
    Source("people", 40, found_people, kinds=("person",)),
)
