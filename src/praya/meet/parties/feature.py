"""Say what this room adds to the house."""

from __future__ import annotations

from praya.core.audit.deeds import declare_deeds
from praya.meet.accreditation.consequences import let_follow
from praya.meet.parties.actions import ensure_parties

declare_deeds({}, private_subjects=("meet.party",))
let_follow(lambda edition, _changed: ensure_parties(edition))
