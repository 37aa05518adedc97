"""Decide who may give programs a token of an edition."""

from __future__ import annotations

from praya.core.api.documents import served_operations
from praya.core.api.operations import Operation
from praya.meet.accreditation.rules import is_delegate, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit


def may_have_tokens(visit: EditionVisit) -> bool:
    """Let the edition's own people in: delegates and the team."""
    return is_delegate(visit) or may_work_at_desk(visit)


def operations_for(visit: EditionVisit) -> list[Operation]:
    """Return the operations of an edition that the visitor may use."""
    return [one for one in served_operations().values() if one.is_of_edition and one.rule(visit)]
