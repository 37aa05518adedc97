"""Say why a title cannot be stored."""

from __future__ import annotations

from collections.abc import Sequence

from praya.core.actions.refusing import Refused
from praya.core.catalogue.checking import Fault

MOST_FAULTS = 3


class Faulty(Refused):
    """Carry the faults of a document that was not stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*(f"{fault.place}: {fault.message}" for fault in faults))
        self.faults = list(faults)

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.faults[:MOST_FAULTS])
