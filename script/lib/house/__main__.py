"""Print the lines that break the house's law, and fail when there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from .judging import judge

faults, granted = judge(Path.cwd())
for fault in faults:
    print(fault)  # noqa: T201
print(f"The house's law. Faults: {len(faults)}. Exceptions granted: {granted}.")  # noqa: T201
sys.exit(1 if faults else 0)
