"""What stands on a day is placed in steps of five minutes."""

import re
from datetime import timedelta
from pathlib import Path

from praya.core.charts.timeline import STEP, STEPS_PER_HOUR, looks


def test_every_place_and_length_of_a_day_has_its_classes_in_the_sheet() -> None:
    sheet = Path("src/praya/site/static/praya/timeline.css").read_text(encoding="utf-8")
    rules = re.findall(r"^\.((?:at|for)-([hs])\d+) \{ --(?:at|for)-[hs]: (\d+); \}$", sheet, re.MULTILINE)
    said = {name: int(n) * (STEPS_PER_HOUR if unit == "h" else 1) for name, unit, n in rules}
    for steps in range(1, timedelta(hours=24) // STEP + 1):
        at, lasting = looks(steps, 0).split(), looks(0, steps).split()
        assert [word.replace("at", "for") for word in at] == lasting
        assert [sum(said[word] for word in words) for words in (at, lasting)] == [steps, steps]
