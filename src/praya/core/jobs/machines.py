"""Tell machines and processes apart, so that a dead process of this machine is known at once."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def this_machine() -> str:
    """Return a name for the place whose process numbers mean the same as ours: host, start of it, namespace."""
    parts = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        try:
            place = Path(path)
            parts.append(str(place.readlink()) if place.is_symlink() else place.read_text().strip())
        except OSError:
            continue
    return "/".join(parts)[:200]


def began(process: int) -> str:
    """Return when a process of this machine began, as the kernel counts it; nothing when there is none.

    A number used again by a later process has another beginning. Where the kernel tells nothing, "alive" stands for it.
    """
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return "" if words[0] in {"Z", "X"} else words[19]
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return ""
    except (OSError, IndexError):
        return ""
    try:
        os.kill(process, 0)
    except OSError:
        return ""
    return "alive"
