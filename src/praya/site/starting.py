"""Start Django for a command: the settings first, then every app."""

from __future__ import annotations

import os


def start_django() -> None:
    """Load the settings (Praya's own, unless others are named) and all apps; what needs either is imported after this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django

    django.setup()
