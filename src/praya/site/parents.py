"""Let no child process outlive the one that started it, even when that is killed, and let it end without noise."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from multiprocessing.util import Finalize

LOOK_SECONDS = 0.5
GRACE_SECONDS = 10.0


def die_with_parent(parent: int) -> None:
    """Watch the parent from a thread; when it is gone, stop this process as SIGTERM would, and hard after a grace."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


def end_at_once() -> None:
    """Leave out, when this process of multiprocessing ends, the interpreter's tidying up.

    The server's own threads still run then; one that asks the interpreter for something while that is being taken apart aborts
    the process with a page of complaints.
    """
    Finalize(None, _leave, exitpriority=-1)


def _leave() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
