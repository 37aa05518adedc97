"""Find what every room declares."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class House(AppConfig):
    """Be an app of Praya: when it is ready, the feature.py of the app and of each of its rooms has declared what it adds."""

    def ready(self) -> None:
        """Import every feature.py; a room without one adds nothing."""
        folder = Path(self.path)
        for path in sorted([*folder.glob("feature.py"), *folder.glob("*/feature.py")]):
            room = path.parent.relative_to(folder).parts
            import_module(".".join([self.name, *room, "feature"]))
