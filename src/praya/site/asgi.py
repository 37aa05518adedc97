"""Offer pages, live streams and the rush for seats as one ASGI application; the pages themselves are WSGI, in a few threads."""

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")

from praya.site.front import Application, Front
from praya.site.live import LiveStreams
from praya.site.parents import die_with_parent, end_at_once
from praya.site.rush import SeatRush
from praya.site.wsgi import application as pages

parent = os.environ.get("PRAYA_SERVER_PROCESS")
if parent:
    die_with_parent(int(parent))

_threads = int(os.environ.get("PRAYA_THREADS") or 4)
application = Front(
    cast("Application", WSGIMiddleware(cast("Any", pages), workers=_threads)),
    LiveStreams() if os.environ.get("PRAYA_LIVE", "1") == "1" else None,
    at_end=end_at_once if parent else None,
    rush=SeatRush(),
)
