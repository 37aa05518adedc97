"""Know how parties and people are called in the sentences of the desk, in the script that its reader reads first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import get_language

from praya.core.directory.names import names_read
from praya.meet.accreditation.queries import delegates_numbered
from praya.meet.parties.models import Party
from praya.meet.parties.names import party_fields, party_name_of


@dataclass(frozen=True, slots=True)
class Names:
    """Hold the names of parties and delegates by number."""

    parties: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    def party(self, number: int) -> str:
        """Return the name of a party."""
        return self.parties.get(number, "–")

    def person(self, number: int) -> str:
        """Return the name of a delegate."""
        return self.people.get(number, "–")


def names_of(parties: Collection[int], delegates: Collection[int]) -> Names:
    """Return the names of some parties and delegates, in two queries."""
    language = get_language() or "en"
    rows = Party.objects.filter(pk__in=parties).values("pk", *party_fields(""))
    found = {row["pk"]: party_name_of(row, "") for row in rows}
    people = delegates_numbered(list(delegates)).values_list("pk", "person__name", "person__names")
    return Names(
        {number: names_read(one.name, one.names, language).name for number, one in found.items()},
        {number: names_read(name, names, language).name for number, name, names in people},
    )
