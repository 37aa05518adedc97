"""Keep the categories of an edition: what each kind of accreditation allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, remove_row
from praya.core.actions.refusing import Refused
from praya.meet.accreditation.category_sets import Ready
from praya.meet.accreditation.models import Category
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.editions.wording import merged


def add_category(edition: Edition, values: Mapping[str, Any], *, by: Account | None) -> Category:
    """Add a category at the end of the list."""
    with transaction.atomic():
        hold_edition(edition.pk)
        slugs = set(Category.objects.filter(edition=edition).values_list("slug", flat=True))
        last = Category.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
        stem = slugify(next(iter(values["name"].values()), ""))[:36] or "category"
        slug = next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(slugs) + 3))) if slug not in slugs)
        row = Category(edition=edition, slug=slug, position=last + 1, **{**values, "name": merged({}, values["name"])})
        return add_row(row, action="add category", by=by, edition=edition.pk)


def add_categories(edition: Edition, wanted: Sequence[Ready], *, by: Account | None) -> list[Category]:
    """Add those of some ready-made categories that an edition has not, at the end of the list, and return them."""
    with transaction.atomic():
        hold_edition(edition.pk)
        known = Category.objects.filter(edition=edition)
        slugs, last = set(known.values_list("slug", flat=True)), known.aggregate(last=Max("position"))["last"] or 0
        new = [one for one in wanted if one.slug not in slugs]
        if not new:
            raise Refused(_("This edition has all of these categories already."))
        rows = [
            Category(
                edition=edition, slug=one.slug, position=place, **{**(values := one.values()), "name": merged({}, values["name"])}
            )
            for place, one in enumerate(new, start=last + 1)
        ]
        return [add_row(row, action="add category", by=by, edition=edition.pk) for row in rows]


def remove_categories(rows: Iterable[Category], *, by: Account | None) -> None:
    """Remove categories that were added together, all or none of them."""
    with transaction.atomic():
        for row in rows:
            remove_category(row, by=by)


def change_category(category: Category, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Category:
    """Change what a category allows, as it was `seen`; the next run follows its quotas."""
    with transaction.atomic():
        texts = {"name": merged(category.name, values["name"])}
        values = {**values, **texts}
        return change_row(category, values, action="change category", by=by, edition=category.edition_id, seen=seen)


def remove_category(category: Category, *, by: Account | None) -> None:
    """Remove a category that no delegate has."""
    try:
        with transaction.atomic():
            remove_row(category, action="remove category", by=by, edition=category.edition_id)
    except ProtectedError as error:
        raise Refused(_("Delegates have this category. Give them another one first.")) from error
