"""Know the regions that the demo's people and companies come from, and read their name parts.

All names in the table are made up from common parts of each language. A part is written `native=Romanised`, or once when the
native script is Latin.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from praya.demo.tables import read

Part = tuple[str, str]


def parts(text: str) -> tuple[Part, ...]:
    """Return (native, romanised) of each part of a comma-separated list.

    >>> parts("佐藤=Sato, Dubois")
    (('佐藤', 'Sato'), ('Dubois', 'Dubois'))
    """
    found = []
    for word in text.split(","):
        native, _, latin = word.strip().partition("=")
        found.append((native, latin or native))
    return tuple(found)


@dataclass(frozen=True)
class Region:
    """Describe one region: who lives there, what companies are called, and the zone of those who take part remotely.

    `share` weighs how many take part; `language` tags the native names; `given_joint` joins two given syllables
    (Chinese names), nothing means that given names are whole words.
    """

    country: str
    language: str
    zone: str
    share: int
    families: str
    givens: str
    firsts: str
    kinds: str
    is_family_first: bool = False
    given_joint: str | None = None
    cities: str = ""

    @cached_property
    def family_parts(self) -> tuple[Part, ...]:
        """Return the family names."""
        return parts(self.families)

    @cached_property
    def given_parts(self) -> tuple[Part, ...]:
        """Return the given names, or their syllables."""
        return parts(self.givens)

    @cached_property
    def first_parts(self) -> tuple[Part, ...]:
        """Return the words with which company names begin."""
        return parts(self.firsts)

    @cached_property
    def kind_parts(self) -> tuple[Part, ...]:
        """Return the words with which company names end."""
        return parts(self.kinds)

    @cached_property
    def city_parts(self) -> tuple[Part, ...]:
        """Return the cities that company names begin with, if they do."""
        return parts(self.cities) if self.cities else ()

    @property
    def is_spaced(self) -> bool:
        """Tell whether words of the native script are parted by spaces."""
        return self.language.split("-")[0] not in {"zh", "ja", "th"}


REGIONS = tuple(Region(**row) for row in read("regions"))


def region_of(country: str) -> Region:
    """Return the region of a country, by its code."""
    return next(region for region in REGIONS if region.country == country)
