"""Say why a title cannot be changed."""

from __future__ import annotations

from collections.abc import Sequence

from praya.core.catalogue.checking import Fault


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Carry a sentence for the person who asked; nothing has been changed."""


class Faulty(Refused):
    """Carry the faults of a document that was not stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.place}: {fault.message}" for fault in faults))
        self.faults = list(faults)
