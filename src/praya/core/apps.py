"""Name this app to Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.core"
    label = "core"

    def ready(self) -> None:
        """Tell the index where its records come from, and merges what becomes of the catalogue's rows."""
        from praya.core.catalogue.listing import register_kinds
        from praya.core.duplicates.settlements import register_settlements

        register_kinds()
        register_settlements()
