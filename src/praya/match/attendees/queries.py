"""Read who takes part, in the few fields that lists show.

No query here knows what the listed people wish: a list must look alike to somebody they have refused. What a record keeps to
narrower circles than the reader's is not read, and nothing is found by it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf, StrIndex
from django.utils.translation import get_language

from praya.core.access.audiences import Audience, Level, may_read
from praya.core.directory.ordering import country_places
from praya.core.index.grading import FEWEST_WITHIN, is_dense
from praya.core.index.matches import asked_words, match_person
from praya.core.index.spellings import Spelled
from praya.core.lists.lean import LeanRows
from praya.core.prepared import Prepared
from praya.match.attendees.by_name import along, count_of_names, numbers_by_name
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.show.works.wanted import UNDECIDED

# More than these answer no question; the nearest are among them, for the index gives those first.
MOST_FOUND = 1500


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold what a visitor looks for; empty words mean everything, and so does no number of a site (0: online).

    `among` are the calendars of one's wish, or with `wish` "none" those one has decided about. `beginning` is how the keys of
    names begin in the column `order`; `first` are numbers of delegates or calendars that come before all others, in order.
    """

    words: tuple[str, ...] = ()
    country: str = ""
    category: str = ""
    site: str = ""
    site_number: int | None = None
    activity: str = ""
    seeks: str = ""
    wish: str = ""
    among: frozenset[int] = frozenset()
    order: str = "order_latin"
    beginning: str = ""
    sort: str = "name"
    first: tuple[int, ...] = ()
    audience: Audience = Audience.PUBLIC


_PERSON = (
    "pk",
    "code",
    "meets_on",
    "company",
    "own_calendar",
    "job_title",
    "site",
    "person",
    "person__code",
    "person__name",
    "person__names",
    "person__country",
    "person__level",
    "person_choices",
    "person__portrait",
    "person__portrait_level",
    "organisation",
    "organisation__name",
    "organisation__names",
    "organisation__country",
    "organisation__level",
    "organisation_choices",
    "category__name",
)


def people(edition: Edition, sought: Sought) -> LeanRows:
    """Return the delegates who have meetings and fit all but the words, in order; what is shown of them comes as values."""
    found = LeanRows(Delegate).filter(edition=edition, status=Delegate.Status.APPROVED)
    found = found.filter(Q(category__isnull=True) | Q(category__in=Category.objects.filter(edition=edition, may_meet=True)))
    exhibiting = Party.objects.filter(exhibitor__edition=edition).values("exhibitor__organisation")
    found = found.filter(Q(calendar__isnull=False) | Q(organisation__in=exhibiting))
    if sought.country:
        found = found.filter(_open_country("person", sought) | _open_country("organisation", sought))
    if sought.category:
        found = found.filter(category__slug=sought.category)
    if sought.activity:
        found = found.filter(_may_read("organisation", "activities", sought.audience), organisation__activity=sought.activity)
    if sought.seeks:
        found = found.annotate(
            own_needs=Cast("person__preferences", TextField()), company_needs=Cast("organisation__preferences", TextField())
        )
        found = found.filter(_open_needs("person", "own_needs", sought) | _open_needs("organisation", "company_needs", sought))
    if sought.site_number is not None:
        found = found.filter(site=sought.site_number or None)
    if sought.wish:
        decided_on = found.filter(_met_at(edition, sought.among)).values("pk")
        found = found.exclude(pk__in=decided_on) if sought.wish == UNDECIDED else found.filter(pk__in=decided_on)
    if sought.beginning:
        found = found.filter(**_range(f"person__{sought.order}", sought.beginning))
    order = (*_order(sought), f"person__{sought.order}", "pk")
    rows = found.order_by(*order).dressing(lambda chosen: _shown(edition.pk, sought.order, chosen))
    narrowed = (sought.country, sought.category, sought.activity, sought.seeks, sought.wish)
    is_whole = not any(narrowed) and sought.site_number is None
    if not is_whole or len(order) > 2:
        return rows
    column, beginning = sought.order, sought.beginning
    return rows.walking(
        lambda start, count: _BY_NAME(column, **along(edition.pk, beginning), start=start, count=count),
        lambda: count_of_names(edition.pk, column, beginning),
    )


def _by_name(order: str, **words: Any) -> QuerySet[Any, Any]:
    """Return the values of some people, by name."""
    return _shown(words["edition"], order, numbers_by_name(order, **words)).order_by(f"person__{order}", "pk")


_BY_NAME = Prepared(_by_name)


def _met_at(edition: Edition, calendars: Collection[int]) -> Q:
    """Choose the people who are met at these calendars: their own, or that of their company where it exhibits."""
    stands = Party.objects.filter(exhibitor__edition=edition)
    at_stand = Q(organisation__in=stands.filter(pk__in=calendars).values("exhibitor__organisation"))
    is_staff = Q(organisation__in=stands.values("exhibitor__organisation"))
    return at_stand | (Q(calendar__in=calendars) & (Q(organisation__isnull=True) | ~is_staff))


def _shown(edition: int, order: str, chosen: Any) -> QuerySet[Any, Any]:
    """Return the values of people that were chosen by their numbers."""
    stands = FilteredRelation("organisation__exhibits", condition=Q(organisation__exhibits__edition=edition))
    rows: QuerySet[Any, Any] = (
        Delegate.objects.filter(pk__in=chosen)
        .annotate(
            stand=stands,
            company=F("stand__calendar"),
            own_calendar=F("calendar"),
            meets_on=Coalesce(F("stand__calendar__code"), F("calendar__code")),
            # As text: most records have chosen nothing, and a hundred maps need no decoding for a page.
            person_choices=Cast("person__visibility", TextField()),
            organisation_choices=Cast("organisation__visibility", TextField()),
        )
        .values(*_PERSON, f"person__{order}")
    )
    return rows


def _range(column: str, beginning: str) -> dict[str, str]:
    """Choose keys that begin so, by an index."""
    return {f"{column}__gte": beginning, f"{column}__lt": str(int(beginning) + 1)}


def _order(sought: Sought) -> list[Any]:
    if sought.sort == "company":
        return [F(f"organisation__{sought.order}").asc(nulls_last=True)]
    if sought.sort == "country":
        return [_country_place(sought).asc(nulls_last=True)]
    if sought.sort == "common" and sought.first:
        places = [When(pk=number, then=Value(at)) for at, number in enumerate(sought.first)]
        return [Case(*places, default=Value(len(places)))]
    return []


def _country_place(sought: Sought) -> Any:
    """Return where the shown country stands among all, as the reader lists their names; nothing without one.

    One text of all codes in their order serves both databases: the further on a code is found, the later it comes.
    """
    places = country_places(get_language() or "en")
    codes = ",".join(sorted(places, key=places.__getitem__))
    return NullIf(StrIndex(Value(codes), _shown_country(sought)), Value(0))


def _shown_country(sought: Sought) -> Any:
    """Return the country that the list shows to this reader: the person's, else their company's, else nothing."""
    shown = [
        When(_may_read(path, "country", sought.audience) & ~Q(**{f"{path}__country": ""}), then=F(f"{path}__country"))
        for path in ("person", "organisation")
    ]
    return Case(*shown, default=None)


def _open_country(path: str, sought: Sought) -> Q:
    return _may_read(path, "country", sought.audience) & Q(**{f"{path}__country": sought.country})


def _open_needs(path: str, column: str, sought: Sought) -> Q:
    return _may_read(path, "preferences", sought.audience) & Q(**{f"{column}__contains": f'"{sought.seeks}"'})


def _may_read(path: str, part: str, audience: Audience) -> Q:
    """Choose the records of which the audience may read a part: as the record chose, and as it is as a whole."""
    levels = [level for level in Level.values if may_read(level, audience)]
    chosen = Q(**{f"{path}__visibility__{part}__in": levels}) | Q(**{f"{path}__visibility__{part}__isnull": True})
    return Q(**{f"{path}__level__in": levels}) & chosen


def people_called(edition: Edition, sought: Sought, named: Spelled) -> list[dict[str, Any]]:
    """Return those whose name, company or job title answers the words, the nearest first, in one query."""
    rows = people(edition, sought).annotate(
        own_names=Cast("person__names", TextField()), company_names=Cast("organisation__names", TextField())
    )
    columns = ("person__name", "own_names", "organisation__name", "company_names", "job_title")
    rows = rows.filter(
        spelt_like(sought.words, *columns) | Q(person__in=list(named.people)) | Q(organisation__in=list(named.organisations))
    )
    words, found = asked_words(sought.words), []
    for row in rows[:MOST_FOUND]:
        own = (row["person__name"], *(row["person__names"] or {}).values())
        company = (row["organisation__name"], *(row["organisation__names"] or {}).values()) if row["organisation"] else ()
        scores = named.people.get(row["person"]), named.organisations.get(row["organisation"])
        match = match_person(words, own, company, row["job_title"], scores)
        if match is not None:
            found.append({**row, "match": match})
    if sought.sort == "match":
        found.sort(key=lambda row: (*row["match"].place, row[f"person__{sought.order}"]))
    return found


def spelt_like(words: Iterable[str], *columns: str) -> Q:
    """Choose rows in whose columns every word stands; a short word only where another begins, for it is in too many."""
    typed = Q()
    for word in words:
        one = Q()
        for column in columns:
            if len(word) >= FEWEST_WITHIN or is_dense(word):
                one |= Q(**{f"{column}__icontains": word})
            else:
                begun = (Q(**{f"{column}__icontains": f"{before}{word}"}) for before in (" ", "-", '"'))
                one |= Q(**{f"{column}__istartswith": word}) | next(begun) | next(begun) | next(begun)
        typed &= one
    return typed


def with_open_countries(rows: Iterable[dict[str, Any]], audience: Audience) -> list[dict[str, Any]]:
    """Return rows of people with where each is from, as far as the audience may read it."""
    return [{**row, "from": _country(row, "person", audience) or _country(row, "organisation", audience)} for row in rows]


def _country(row: dict[str, Any], path: str, audience: Audience) -> str:
    level, choices = row[f"{path}__level"], row[f"{path}_choices"]
    chosen = json.loads(choices) if choices and choices != "{}" else {}
    if not level or not may_read(level, audience) or not may_read(str(chosen.get("country") or "public"), audience):
        return ""
    return row[f"{path}__country"] or ""


def categories_that_meet(edition: Edition) -> list[tuple[str, dict[str, Any]]]:
    """Return the slugs and names of the categories that have meetings."""
    return _CATEGORIES(edition=edition.pk)


def _categories(edition: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    return Category.objects.filter(edition=edition, may_meet=True).values_list("slug", "name")


_CATEGORIES = Prepared(_categories)


def decided(wishes: dict[int, str], wish: str) -> Collection[int]:
    """Return the calendars about which one has said this; with "none", those about which anything was said."""
    return [number for number, level in wishes.items() if wish in {level, UNDECIDED}]
