"""Be an installation with one stream more: the product's own is for organisers, this one hangs on a badge and on an open edition.

`praya serve` reads these settings where DJANGO_SETTINGS_MODULE names them; its processes import nothing else of the tests.
"""

from __future__ import annotations

from django.apps import AppConfig

from praya.site.settings import *  # noqa: F403 - the product's own settings, with one app more
from praya.site.settings import INSTALLED_APPS as OURS


class Streaming(AppConfig):
    """Declare channels whose pages others than organisers open."""

    name = "tests.site"
    label = "streaming"

    def ready(self) -> None:
        """Let the points of a run stand for whatever such a page would hear of."""
        from praya.core.live.events import declare_channel
        from praya.match.scheduling.live import run_events

        declare_channel("badge", run_events, page="agenda")
        declare_channel("edition", run_events, page="edition_home")


INSTALLED_APPS = [*OURS, "tests.site.streaming.Streaming"]
