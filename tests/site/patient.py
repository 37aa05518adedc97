"""Serve as the product does, but wait long for a connection on which nobody asks for anything: `python -m tests.site.patient`."""

from __future__ import annotations

import sys

from praya.cli import main
from praya.site import server

if __name__ == "__main__":
    server.IDLE_SECONDS = 600
    sys.exit(main())
