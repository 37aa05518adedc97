"""Name this app to Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.core"
    label = "core"

    def ready(self) -> None:
        """Tell the index where its records come from."""
        from praya.core.catalogue.listing import register_kinds

        register_kinds()
