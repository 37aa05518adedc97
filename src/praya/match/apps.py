"""Name this app to Django."""

from django.apps import AppConfig


class MatchConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.match"
    label = "match"
