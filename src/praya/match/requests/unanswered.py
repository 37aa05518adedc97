"""Count the requests that wait for a side's answer, within the query that every page makes of its visitor.

Written as SQL because it is part of every page. A test compares it with the rules.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import Combinable, RawSQL

_OWN = """SELECT c.id FROM meet_party c WHERE c.delegate_id = meet_delegate.id OR c.exhibitor_id IN (
    SELECT e.id FROM meet_exhibitor e
    WHERE e.edition_id = meet_delegate.edition_id AND e.organisation_id = meet_delegate.organisation_id)"""
_WAITING = """SELECT COUNT(*) FROM match_request r WHERE r.status = 'sent' AND (r.expires_at IS NULL OR r.expires_at > %s)
AND NOT EXISTS (SELECT 1 FROM match_meeting m WHERE m.request_id = r.id AND m.status <> 'cancelled')"""
# Each way to a request is counted for itself, by an index of its own. What a side has sent it sees whatever it wishes.
_COUNT = f"""(({_WAITING} AND NOT r.is_countered AND r.recipient_id IN ({_OWN})
AND NOT EXISTS (SELECT 1 FROM match_wish w WHERE w.calendar_id IN ({_OWN}) AND w.other_id = r.sender_id AND w.level = 'no'))
+ ({_WAITING} AND r.is_countered AND r.sender_id IN ({_OWN})))"""  # noqa: S608 - ours


def requests_to_answer(at: datetime) -> Combinable:
    """Return what to add to a query of delegates: how many requests wait for their answer, as their list has it."""
    now = connection.ops.adapt_datetimefield_value(at)
    return RawSQL(_COUNT, (now, now), output_field=IntegerField())  # noqa: S611 - nothing in it comes from outside
