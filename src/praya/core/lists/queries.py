"""Read the rows of a list: a page of them, all in batches, those after a place, or those that were ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import get_language

from praya.core.directory.ordering import order_field
from praya.core.lists.declaring import Asked, Listing, Rows, field_of

BATCH = 500


def page_of(listing: Listing, asked: Asked, *, number: Any, sort: str = "") -> tuple[Page[Any], list[Any]]:
    """Return a page of a list with its rows as they are shown; a number that is none, or beyond the end, is a page near it."""
    rows = _sorted(listing, listing.rows(asked), sort)
    paginator: Paginator[Any] = Paginator(rows, listing.per_page)
    if number not in {None, "", "1"}:
        page = paginator.get_page(number)
        return page, listing.dress(asked, list(page.object_list))
    first = list(rows[: listing.per_page])
    if len(first) < listing.per_page:
        paginator.count = len(first)  # all rows are here: nothing is left to be counted
    return Page(first, 1, paginator), listing.dress(asked, first)


def _sorted(listing: Listing, rows: Rows, sort: str) -> Rows:
    name = sort.removeprefix("-")
    field = next((column.sort for column in listing.columns if column.sort and column.name == name), "")
    if not field:
        return rows
    is_down = sort.startswith("-")
    if isinstance(rows, QuerySet):
        field = _as_readers_look(field)
        # Whoever has no such fact stands last either way, as no database does by itself.
        order = F(field).desc(nulls_last=True) if is_down else F(field).asc(nulls_last=True)
        return rows.order_by(order, listing.key)
    known = [row for row in rows if field_of(row, field) is not None]
    unknown = [row for row in rows if field_of(row, field) is None]
    return [*sorted(known, key=lambda row: field_of(row, field), reverse=is_down), *unknown]


def _as_readers_look(field: str) -> str:
    """Return the column by which names of people and companies are listed in the reader's language; any other as it is.

    >>> _as_readers_look("delegate__person__name"), _as_readers_look("title__name")
    ('delegate__person__order_latin', 'title__name')
    """
    path, _dots, name = field.rpartition("__")
    is_named = name == "name" and path.rpartition("__")[2] in {"person", "organisation"}
    return f"{path}__{order_field(get_language() or 'en')}" if is_named else field


def all_rows(listing: Listing, asked: Asked, sort: str = "") -> Iterator[Any]:
    """Yield every row as it is shown, read in batches."""
    rows = _sorted(listing, listing.rows(asked), sort)
    found = iter(rows.iterator(chunk_size=BATCH) if isinstance(rows, QuerySet) else rows)
    while batch := list(islice(found, BATCH)):
        yield from listing.dress(asked, batch)


def rows_after(listing: Listing, asked: Asked, place: int | None, most: int) -> tuple[list[Any], int | None]:
    """Return the rows that follow a place along the key, as they are shown, and the place that they reach, if there are more.

    Rows that come or go in between shift no other row, as they would with numbered pages.
    """
    found = _along(listing.key, listing.rows(asked), place, most + 1)
    shown = found[:most]
    reached = field_of(shown[-1], listing.key) if len(found) > most else None
    return listing.dress(asked, shown), reached


def _along(key: str, rows: Rows, place: int | None, most: int) -> list[Any]:
    if isinstance(rows, QuerySet):
        rows = rows.order_by(key)
        return list((rows if place is None else rows.filter(**{f"{key}__gt": place}))[:most])
    ordered = sorted(rows, key=lambda row: int(field_of(row, key)))
    return [row for row in ordered if place is None or field_of(row, key) > place][:most]


def numbers_chosen(listing: Listing, asked: Asked, ticked: Sequence[str] | None) -> list[int]:
    """Return the numbers of the rows that were ticked, or, without any word of ticks, of all that the filter lets through.

    None of the ticked is left out: how many one form may send is the settings' to say (DATA_UPLOAD_MAX_NUMBER_FIELDS).
    """
    rows = listing.rows(asked)
    if ticked is not None:
        rows = rows.filter(code__in=ticked)
    return list(rows.order_by().values_list(listing.key, flat=True))
