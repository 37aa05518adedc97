"""Try the faults of rooms, print a table, and fail when a room passes the bar."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from .known import MOST_SURVIVORS, House
from .report import result_of, table, verdicts, write


def main() -> int:
    """Return 0 when every room keeps the bar and the list is up to date."""
    reader = argparse.ArgumentParser(prog="script/mutate", description=__doc__)
    reader.add_argument("rooms", nargs="*", metavar="ROOM", help="for example core/access; without one: all that are held")
    reader.add_argument("--list", action="store_true", help="name the rooms and their tests")
    reader.add_argument("--sample", type=_number, default=0, metavar="N", help="try N faults of each room")
    reader.add_argument("--seed", type=int, default=1, metavar="S", help="which sample")
    reader.add_argument("--fresh", action="store_true", help="forget earlier verdicts")
    reader.add_argument("--report", action="store_true", help="judge the last runs again, trying nothing")
    asked = reader.parse_args()
    house = House(Path.cwd())
    if asked.list:
        for room in house.rooms:
            print(room, *house.tests_of(room))
        return 0
    rooms = [room.strip("/") for room in asked.rooms or house.rooms]
    for room in rooms:
        if not house.modules_of(room):
            print(f"{room}: no such room")
            return 2
        options = ["--sample", str(asked.sample), "--seed", str(asked.seed), *(["--fresh"] if asked.fresh else [])]
        command = [sys.executable, "-W", "ignore", "-m", "script.lib.mutation.session", room, *options]
        ended = 0 if asked.report else _run(command, house.folder / f"{house.file_of(room)}.out")
        if ended:
            return ended
    results = [result_of(house, room) for room in rooms]
    for result in results:
        write(house, result)
    told = verdicts(results)
    print("\n".join([*table(results), "", *(told or [f"every room keeps the bar of {100 * MOST_SURVIVORS:.0f} %"])]))
    print("survivors: var/reports/mutation/")
    return 1 if told else 0


def _number(word: str) -> int:
    """Read how many faults to try: one at least."""
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of faults; say 1 or more")
    return int(word)


def _run(command: list[str], path: Path) -> int:
    """Return how a command ended; where it broke, show the end of what it said."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as written:
        ended = subprocess.run(command, env=_surroundings(), stdout=written, check=False).returncode
    if ended:
        print("\n".join(path.read_text(encoding="utf-8").splitlines()[-10:]))
    return ended


def _surroundings() -> dict[str, str]:
    """Return an environment in which a process stays one thread: only such a one is forked safely."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


if __name__ == "__main__":
    sys.exit(main())
