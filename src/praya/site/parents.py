"""Let no child process outlive the one that started it, even when that is killed."""

from __future__ import annotations

import os
import signal
import threading
import time

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
