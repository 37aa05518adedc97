"""Name this app to Django."""

from django.apps import AppConfig


class MeetConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.meet"
    label = "meet"

    def ready(self) -> None:
        """Let titles, people and organisations be found at the editions they come to."""
        from praya.core.catalogue.listing import add_source
        from praya.meet.duplicates.settlements import register_settlements
        from praya.meet.works.listing import presence

        add_source(presence)
        register_settlements()
