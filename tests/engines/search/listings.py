"""A small catalogue for the tests, and the quick way to search it, over arrays instead of a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from praya.engines.search.asking import ask
from praya.engines.search.entries import Entry, analyse
from praya.engines.search.evidence import Evidence, weigh

NAMES: Sequence[Sequence[str]] = (
    ("吳思遠", "Ng See-yuen"),
    ("吳思源", "Wu Siyuan"),
    ("王家衛", "Wong Kar-wai"),
    ("Tsai Ming-liang",),
    ("梁朝偉", "Tony Leung Chiu-wai"),
    ("박찬욱", "Park Chan-wook"),
    ("Lee Chang-dong",),
    ("是枝裕和", "Hirokazu Kore-eda"),
    ("新海誠",),
    ("Андрей Тарковский", "Andrei Tarkovsky"),
    ("يوسف شاهين", "Youssef Chahine"),
    ("Apichatpong Weerasethakul",),
    ("花樣年華", "In the Mood for Love"),
    ("花樣姐姐", "Sisters Over Flowers"),
    ("ドライブ・マイ・カー", "Drive My Car"),
    ("Beta Film GmbH",),
    ("寰宇娛樂有限公司", "Universe Entertainment Limited"),
    ("Farewell My Concubine", "霸王别姬"),
)


def catalogue(names: Sequence[Sequence[str]] = NAMES) -> dict[int, Entry]:
    """Analyse every record of a catalogue."""
    return {number: analyse(spelled) for number, spelled in enumerate(names)}


def weighed(query: str, entries: Mapping[int, Entry]) -> Evidence:
    """Weigh a query over all entries; places are the entries' numbers."""
    postings: dict[str, list[int]] = {}
    for number, entry in entries.items():
        for token in entry.tokens:
            postings.setdefault(token, []).append(number)
    sizes = np.array([entry.size for entry in entries.values()], dtype=np.uint8)
    packed = {token: np.array(places, dtype=np.int64) for token, places in postings.items()}
    return weigh(ask(query), packed, np.ones(len(entries), dtype=bool), sizes)
