"""Say what becomes of blocks when two people are merged."""

from __future__ import annotations

from praya.core.features.merging import Encounter, Settlement


def settle_blocks(encounter: Encounter) -> Settlement:
    """Let nobody block themselves: what one of the two said about the other stays with the hidden record, untold."""
    between = {row.pk for row in encounter.others if encounter.keep in {row.person_id, row.blocked_id}}
    return Settlement(frozenset({*encounter.clashes, *between}))
