"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.features.palette import Source, declare_sources
from praya.match.palette.pages import found_pages

declare_sources(Source("pages", 10, found_pages, template="match/palette/_page.html"))
