"""Let no process outlive the one that started it, even when that is killed."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """Let the kernel signal this process as soon as its parent dies; end here if it is dead already.

    Only Linux does; elsewhere a process asks `parent_lives` now and then. It is the thread that started this process whose
    end counts, so it must be one that lives as long as its process.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if not parent_lives(parent):
        os._exit(1)


def parent_lives(parent: int) -> bool:
    """Tell whether the process that started this one still runs."""
    return os.getppid() == parent
