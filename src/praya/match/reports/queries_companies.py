"""Count requests and meetings company by company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from praya.core.directory.models import Organisation
from praya.core.directory.names import names_read
from praya.match.diary.queries import attending
from praya.match.reports.lines import Line
from praya.match.reports.queries import count_meetings
from praya.match.requests.models import Request
from praya.match.requests.queries import requests_of
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.queries import exhibitors_matching


@dataclass
class CompanyLine(Line):
    """Hold the counts of one company: of its stand's calendar and of its people's own, each meeting once."""

    pk: int = 0
    code: str = ""
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    stand: str = ""
    is_exhibitor: bool = False
    people: int = 0


def company_of(prefix: str) -> Coalesce:
    """Return the expression of the company behind a party: the one that exhibits, else the one for which somebody comes."""
    return Coalesce(F(f"{prefix}__exhibitor__organisation"), F(f"{prefix}__delegate__organisation"))


def company_lines(edition: Edition, *, q: str = "", kind: str = "") -> list[CompanyLine]:
    """Return the companies of an edition in six queries, those with the most meetings first.

    `kind` is "exhibitors" or "others"; `q` are words of a name in any script.
    """
    found = _companies(edition)
    _count_requests(edition, found)
    _count_meetings(edition, found)
    whole = sum(line.placed for line in found.values())
    for line in found.values():
        line.of = whole
    words = q.casefold().split()[:6]
    kept = [line for line in found.values() if _is_kind(line, kind) and _is_called(line, words)]
    return sorted(kept, key=lambda line: (-line.placed, -line.received, line.label.casefold(), line.pk))


def _companies(edition: Edition) -> dict[int, CompanyLine]:
    coming = approved(edition=edition, organisation__isnull=False).order_by()
    people = dict(coming.values_list("organisation").annotate(n=Count("pk")))
    stands = dict(exhibitors_matching(edition).order_by().values_list("organisation", "stand__number"))
    at_stands = exhibitors_matching(edition).order_by().values("organisation")
    companies = Organisation.objects.filter(Q(pk__in=coming.values("organisation")) | Q(pk__in=at_stands)).order_by("pk")
    return {row["pk"]: _line(row, people, stands) for row in companies.values("pk", "code", "name", "names", "country")}


def _line(row: Mapping[str, Any], people: Mapping[int, int], stands: Mapping[int, str | None]) -> CompanyLine:
    number = row["pk"]
    return CompanyLine(
        names_read(row["name"], row["names"] or {}, get_language() or "en").name,
        calendars=1,
        pk=number,
        code=row["code"],
        name=row["name"],
        names=row["names"] or {},
        country=row["country"],
        stand=stands.get(number) or "",
        is_exhibitor=number in stands,
        people=people.get(number, 0),
    )


def _count_requests(edition: Edition, found: Mapping[int, CompanyLine]) -> None:
    counted = requests_of(edition).exclude(status=Request.Status.WITHDRAWN).order_by()
    for side, column in (("sender", "sent"), ("recipient", "received")):
        rows = counted.annotate(company=company_of(side)).values_list("company", "status").annotate(n=Count("pk"))
        for company, status, count in rows:
            line = found.get(company)
            if line is not None:
                setattr(line, column, getattr(line, column) + count)
                line.accepted += count if status == Request.Status.ACCEPTED else 0


def _count_meetings(edition: Edition, found: Mapping[int, CompanyLine]) -> None:
    rows = attending(meeting__edition=edition).order_by().annotate(company=company_of("calendar"))
    counted: Iterable[tuple[int | None, str, int]] = rows.values_list("company", "meeting__status").annotate(
        n=Count("meeting", distinct=True)
    )
    for company, status, count in counted:
        if company is not None and company in found:
            count_meetings(found[company], status, count)


def _is_kind(line: CompanyLine, kind: str) -> bool:
    return not kind or line.is_exhibitor == (kind == "exhibitors")


def _is_called(line: CompanyLine, words: Iterable[str]) -> bool:
    names = " ".join((line.name, *line.names.values())).casefold()
    return all(word in names for word in words)


def company_at(edition: Edition, code: str) -> Organisation | None:
    """Return a company that exhibits at an edition, or for which somebody comes, by its code."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        return None
    comes = approved(edition=edition, organisation=found).exists()
    return found if comes or exhibitors_matching(edition).filter(organisation=found).exists() else None
