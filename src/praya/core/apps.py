"""Name this app to Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.core"
    label = "core"
