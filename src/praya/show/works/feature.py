"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.features.menus import Link, declare_links
from praya.core.features.palette import Source, declare_sources
from praya.show.works.palette import found_works

declare_links(Link("works", _("Works"), "film", 40))
declare_sources(Source("works", 20, found_works, kinds=("title",), template="show/works/_palette.html"))
