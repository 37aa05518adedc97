"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.texts.regional import word_by_region

word_by_region()
