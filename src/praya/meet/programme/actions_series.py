"""Keep the series of a market: sessions of its editions that are the same event again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, remove_row
from praya.core.actions.refusing import Refused
from praya.meet.editions.models import Edition
from praya.meet.editions.wording import merged
from praya.meet.programme.models import Series, Session


def add_series(edition: Edition, name: Mapping[str, str], *, by: Account | None) -> Series:
    """Add a series to the market of an edition."""
    with transaction.atomic():
        series = Series(market_id=edition.market_id, name=merged({}, name))
        return add_row(series, action="add series", by=by, edition=edition.pk)


def change_series(edition: Edition, series: Series, name: Mapping[str, str], *, by: Account | None, seen: str = "") -> Series:
    """Call a series by another name, as it was `seen`; every edition of the market reads it."""
    with transaction.atomic():
        values = {"name": merged(series.name, name)}
        return change_row(series, values, action="change series", by=by, edition=edition.pk, seen=seen)


def remove_series(edition: Edition, series: Series, *, by: Account | None) -> None:
    """Remove a series; its sessions stay. Refused while sessions of another edition are in it."""
    with transaction.atomic():
        Series.objects.select_for_update().get(pk=series.pk)
        if Session.objects.filter(series=series).exclude(edition=edition).exists():
            raise Refused(_("Sessions of other editions are in this series. It stays as long as they are."))
        remove_row(series, action="remove series", by=by, edition=edition.pk)
