"""Set up the sites of an edition: hours, breaks, halls, tables and stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, remove_row
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.core.texts.joining import labelled
from praya.meet.editions.models import Break, Edition, Hall, OpeningHours, Site, Stand, Table
from praya.meet.editions.objections import change_checked
from praya.meet.editions.wording import merged

HUES = 4
Span = tuple[time, time]


def add_site(
    edition: Edition,
    *,
    name: Mapping[str, str],
    short_name: str,
    zone: str,
    opens: time,
    closes: time,
    tables: int = 0,
    by: Account | None,
) -> Site:
    """Add a site that is open on every day of the edition, its first hall with it where meetings have tables there.

    It gets the first hue that no other site has.
    """
    with change_checked(edition) as locked:
        others = list(locked.sites.all())
        site = Site(
            edition=locked,
            slug=_free_slug(next(iter(name.values()), short_name), {site.slug for site in others}),
            name=merged({}, name),
            short_name=short_name,
            zone=zone,
            hue=_free_hue(others),
            position=max((site.position for site in others), default=0) + 1,
        )
        add_row(site, action="add site", by=by, edition=edition.pk)
        OpeningHours.objects.bulk_create(OpeningHours(site=site, on=on, opens=opens, closes=closes) for on in locked.days)
        if tables:
            add_hall(site, name=_("Hall 1"), tables=tables, by=by)
        return site


def _free_slug(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:36] or "site"
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _free_hue(others: Sequence[Site]) -> int:
    used = [site.hue for site in others]
    return min(range(1, HUES + 1), key=lambda hue: (used.count(hue), hue))


def change_site(site: Site, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Site:
    """Change a site's names, zone or hue, as they were `seen`."""
    with change_checked(site.edition):
        texts = {"name": merged(site.name, values["name"])} if "name" in values else {}
        return change_row(site, {**values, **texts}, action="change site", by=by, edition=site.edition_id, seen=seen)


def remove_site(site: Site, *, by: Account | None) -> None:
    """Remove a site with its hours, breaks and halls; refused while delegates, exhibitors or meetings belong to it."""
    with change_checked(site.edition):
        contents = {
            "hours": [str(row) for row in site.hours.all()],
            "halls": [hall.name for hall in site.halls.all()],
        }
        remove_row(site, action="remove site", by=by, edition=site.edition_id, contents=contents)


def mark_of_hours(hours: Iterable[OpeningHours]) -> str:
    """Return a mark of a site's opening hours as somebody reads them."""
    return mark_of({"hours": [str(row) for row in hours]}, ["hours"])


def set_hours(site: Site, hours: Mapping[date, Sequence[Span]], *, by: Account | None, seen: str = "") -> None:
    """Replace the opening hours of a site, as they were `seen`."""
    with change_checked(site.edition):
        stood = list(site.hours.all())
        before, mark = [str(row) for row in stood], mark_of_hours(stood)
        site.hours.all().delete()
        rows = [
            OpeningHours(site=site, on=on, opens=opens, closes=closes)
            for on, spans in sorted(hours.items())
            for opens, closes in spans
        ]
        OpeningHours.objects.bulk_create(rows)
        after = [str(row) for row in rows]
        if before != after:
            require_mark(mark, seen)
            record("set hours", site, by=by, edition=site.edition_id, before={"hours": before}, after={"hours": after})


def add_break(site: Site, values: Mapping[str, Any], *, by: Account | None) -> Break:
    """Keep meetings out of a part of one day or of every day."""
    with change_checked(site.edition):
        pause = Break(site=site, **{**values, "name": merged({}, values["name"])})
        return add_row(pause, action="add break", by=by, edition=site.edition_id)


def remove_break(pause: Break, *, by: Account | None) -> None:
    """Remove a break."""
    with change_checked(pause.site.edition):
        remove_row(pause, action="remove break", by=by, edition=pause.site.edition_id)


def add_hall(site: Site, *, name: str, tables: int, by: Account | None) -> Hall:
    """Add a hall with its tables, numbered from 1."""
    with change_checked(site.edition):
        if Hall.objects.filter(site=site, name__iexact=name).exists():
            raise Refused(_("There is a hall “%(name)s” at this site already.") % {"name": name})
        hall = add_row(Hall(site=site, name=name), action="add hall", by=by, edition=site.edition_id)
        Table.objects.bulk_create(Table(hall=hall, number=number) for number in range(1, tables + 1))
        return hall


def remove_hall(hall: Hall, *, by: Account | None) -> None:
    """Remove a hall with its tables and stands; refused while a meeting or an exhibitor is there."""
    with change_checked(hall.site.edition):
        _refuse_taken(hall.stands.filter(exhibitor__isnull=False).values_list("number", "exhibitor__organisation__name"))
        contents = {"tables": hall.tables.count(), "stands": [str(stand) for stand in hall.stands.all()]}
        remove_row(hall, action="remove hall", by=by, edition=hall.site.edition_id, contents=contents)


def mark_of_tables(count: int) -> str:
    """Return a mark of how many tables a hall has."""
    return mark_of({"tables": count}, ["tables"])


def set_tables(hall: Hall, count: int, *, by: Account | None, seen: str = "") -> None:
    """Give a hall so many tables, as they were `seen`: the highest numbers go first, new ones follow the highest."""
    with change_checked(hall.site.edition):
        numbers = list(hall.tables.order_by("number").values_list("number", flat=True))
        if count != len(numbers):
            require_mark(mark_of_tables(len(numbers)), seen)
        if count < len(numbers):
            hall.tables.filter(number__in=numbers[count:]).delete()
        top = numbers[-1] if numbers else 0
        Table.objects.bulk_create(Table(hall=hall, number=top + n) for n in range(1, count - len(numbers) + 1))
        if count != len(numbers):
            edition, before, after = hall.site.edition_id, {"tables": len(numbers)}, {"tables": count}
            record("set tables", hall, by=by, edition=edition, before=before, after=after)


def add_stands(hall: Hall, numbers: Sequence[str], *, by: Account | None) -> list[str]:
    """Add the stands of these numbers, passing over those that exist; return the new ones."""
    with change_checked(hall.site.edition):
        known = set(hall.stands.values_list("number", flat=True))
        new = [number for number in dict.fromkeys(numbers) if number not in known]
        Stand.objects.bulk_create(Stand(hall=hall, number=number) for number in new)
        if new:
            record("add stands", hall, by=by, edition=hall.site.edition_id, after={"stands": new})
        return new


def remove_stand(stand: Stand, *, by: Account | None) -> None:
    """Remove a stand; refused while somebody exhibits or meets there."""
    edition = stand.hall.site.edition
    with change_checked(edition):
        _refuse_taken(
            Stand.objects.filter(pk=stand.pk, exhibitor__isnull=False).values_list("number", "exhibitor__organisation__name")
        )
        remove_row(stand, action="remove stand", by=by, edition=edition.pk)


def _refuse_taken(taken: Any) -> None:
    names = [labelled(number, organisation) for number, organisation in taken]
    if names:
        raise Refused(_("Exhibitors stand here. Give them another stand first:"), names=names)
