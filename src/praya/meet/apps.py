"""Name this app to Django."""

from django.apps import AppConfig


class MeetConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.meet"
    label = "meet"
