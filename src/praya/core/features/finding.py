"""Find what every room declares."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps


class House(AppConfig):
    """Be an app of Praya: its tables are those of its rooms' models.py, and what it adds is what their feature.py declares.

    A room with many tables has files of them, models_….py.
    """

    def import_models(self) -> None:
        """Show Django the tables of every room."""
        super().import_models()
        self.modules("models*.py")
        self.models_module = self.module  # without one, Django serializes nothing and asks no app for its content types

    def ready(self) -> None:
        """Let every room declare what it adds."""
        self.modules("feature.py")

    def modules(self, name: str) -> list[ModuleType]:
        """Import the files of a name, which may have a * in it, that stand in the app and in its rooms."""
        folder = Path(self.path)
        paths = [path.relative_to(folder).with_suffix("") for path in (*folder.glob(name), *folder.glob(f"*/{name}"))]
        return [import_module(".".join([self.name, *path.parts])) for path in sorted(paths)]


def modules_of_rooms(name: str) -> list[ModuleType]:
    """Import the files of a name in every installed app of ours, in the order of the apps."""
    return [module for app in apps.get_app_configs() if isinstance(app, House) for module in app.modules(name)]
