"""Find what every room declares."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps


class House(AppConfig):
    """Be an app of Praya: when it is ready, the feature.py of the app and of each of its rooms has declared what it adds."""

    def ready(self) -> None:
        """Import every feature.py; a room without one adds nothing."""
        self.modules("feature.py")

    def modules(self, name: str) -> list[ModuleType]:
        """Import the files of a name, which may have a * in it, that stand in the app and in its rooms."""
        folder = Path(self.path)
        paths = [path.relative_to(folder).with_suffix("") for path in (*folder.glob(name), *folder.glob(f"*/{name}"))]
        return [import_module(".".join([self.name, *path.parts])) for path in sorted(paths)]


def modules_of_rooms(name: str) -> list[ModuleType]:
    """Import the files of a name in every installed app of ours, in the order of the apps."""
    return [module for app in apps.get_app_configs() if isinstance(app, House) for module in app.modules(name)]
