"""Find and count who has meetings, along the index of names.

Written as SQL because from the edition's side a database would sort all of its people for a page of fifty, and look each of
them up to count those of a letter. Tests compare both with the rules.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from praya.meet.accreditation.models import Delegate

# From the exhibitors' side: an edition has few of them among its parties.
_AT_STANDS = """SELECT e.organisation_id FROM meet_exhibitor e JOIN meet_party q ON q.exhibitor_id = e.id
WHERE e.edition_id = %s"""
_ALONG = f"""FROM core_person n CROSS JOIN meet_delegate d
WHERE d.person_id = n.id AND d.edition_id = %s AND d.status = %s AND n.{{order}} >= %s AND n.{{order}} < %s
AND (d.category_id IS NULL OR d.category_id IN (SELECT id FROM meet_category WHERE edition_id = %s AND may_meet))
AND (EXISTS (SELECT 1 FROM meet_party p WHERE p.delegate_id = d.id) OR d.organisation_id IN ({_AT_STANDS}))"""  # noqa: S608 - ours
_NUMBERS = f"SELECT d.id {_ALONG} ORDER BY n.{{order}}, d.id LIMIT %s OFFSET %s"
_OF_LETTER = f"SELECT COUNT(*) {_ALONG}"
# Few are of a category without meetings: counted and taken away, nobody's category need be looked at.
_OF_ALL = f"""SELECT (
SELECT COUNT(*) FROM meet_delegate d LEFT JOIN meet_party p ON p.delegate_id = d.id
WHERE d.edition_id = %s AND d.status = %s AND (p.id IS NOT NULL OR d.organisation_id IN ({_AT_STANDS}))
) - (
SELECT COUNT(*) FROM meet_category c CROSS JOIN meet_delegate d LEFT JOIN meet_party p ON p.delegate_id = d.id
WHERE c.edition_id = %s AND NOT c.may_meet AND d.category_id = c.id AND d.edition_id = %s AND d.status = %s
AND (p.id IS NOT NULL OR d.organisation_id IN ({_AT_STANDS})))"""  # noqa: S608 - ours
_AFTER_ALL, _APPROVED = "9" * 9, Delegate.Status.APPROVED.value


def along(edition: int, beginning: str) -> dict[str, int | str]:
    """Return the words by which people stand whose keys of names begin so, or all."""
    return {"edition": edition, "least": beginning, "end": str(int(beginning) + 1) if beginning else _AFTER_ALL}


def numbers_by_name(order: str, *, edition: int, least: str, end: str, start: int, count: int) -> RawSQL:
    """Return the numbers of some who have meetings, by the keys of names in a column, of those between two keys."""
    words = (edition, _APPROVED, least, end, edition, edition, count, start)
    return RawSQL(_NUMBERS.format(order=order), words)  # noqa: S611 - the column is one of three of ours


def count_of_names(edition: int, order: str, beginning: str) -> int:
    """Return how many have meetings whose keys of names begin so, or how many in all."""
    if not beginning:
        return _counted(_OF_ALL, (edition, _APPROVED, edition, edition, edition, _APPROVED, edition))
    words = along(edition, beginning)
    return _counted(_OF_LETTER.format(order=order), (edition, _APPROVED, words["least"], words["end"], edition, edition))


def _counted(sql: str, words: tuple[Any, ...]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, words)
        return int(cursor.fetchone()[0])
