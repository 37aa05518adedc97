"""Tell how fast a machine is just now: the seconds of processor time that a fixed piece of work takes.

The work is done inside the interpreter's own C code, so that what traces Python for coverage does not count.
"""

from __future__ import annotations

import json
import time

_TEXT = json.dumps({f"{number % 977}:{number}": [number * 7 % 1009, str(number), {"a": number}] for number in range(4000)})


def pace() -> float:
    """Do the work once and return what it took."""
    began = time.process_time()
    sorted(json.dumps(json.loads(_TEXT), sort_keys=True))
    return time.process_time() - began
