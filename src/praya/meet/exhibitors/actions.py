"""Keep who exhibits, at which site and stand, and with which staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, remove_row
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.indexing import index_titles
from praya.meet.accreditation.actions import organisation_named, set_organisation
from praya.meet.accreditation.consequences import follow, waits_for_second_word
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Site, Stand
from praya.meet.editions.objections import change_checked
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.exhibitors.queries import exhibiting


def add_exhibitor(edition: Edition, values: Mapping[str, Any], *, by: Account | None) -> Exhibitor:
    """Let an organisation exhibit; one of the same name is the same organisation."""
    with change_checked(edition):
        organisation = organisation_named(edition, values["organisation"], values["country"])
        if organisation is None or exhibiting(edition.pk, organisation.pk).exists():
            raise Refused(_("%(name)s exhibits already. Find it in the list.") % {"name": values["organisation"]})
        site, stand = placed(values["site"], values["stand"])
        exhibitor = Exhibitor(edition=edition, organisation=organisation, site=site, stand=stand)
        with _one_per_stand():
            add_row(exhibitor, action="add exhibitor", by=by, edition=edition.pk)
        follow(edition, [exhibitor])
        return exhibitor


def place_exhibitor(
    exhibitor: Exhibitor, *, site: Site | None, stand: Stand | None, by: Account | None, seen: str = ""
) -> Exhibitor:
    """Give an exhibitor a site and a stand, as `seen` before.

    Refused while it has meetings there: the repair desk moves those too.
    """
    with change_checked(exhibitor.edition):
        own_site, own_stand = placed(site, stand)
        values = {"site": own_site, "stand": own_stand}
        with _one_per_stand():
            placed_there = change_row(exhibitor, values, action="place exhibitor", by=by, edition=exhibitor.edition_id, seen=seen)
        follow(exhibitor.edition, [placed_there])
        return placed_there


def move_stand(exhibitor: Exhibitor, stand: Stand | None, *, by: Account | None) -> None:
    """Move an exhibitor to another stand on the day, beside whoever moves its meetings; without a stand it keeps its site."""
    before, exhibitor.stand = exhibitor.stand_id, stand
    if stand is not None:
        exhibitor.site_id = stand.hall.site_id
    exhibitor.save(update_fields=["stand", "site"])
    facts = {"before": {"stand": before}, "after": {"stand": exhibitor.stand_id}}
    record("move stand", exhibitor, by=by, edition=exhibitor.edition_id, **facts)


def placed(site: Site | None, stand: Stand | None) -> tuple[Site | None, Stand | None]:
    """Return site and stand: a stand brings its site, and may not lie at another one."""
    if stand is None:
        return site, None
    if site is not None and stand.hall.site_id != site.pk:
        raise Refused(_("Stand %(stand)s is at another site. Choose its site too.") % {"stand": stand.number})
    return stand.hall.site, stand


@contextmanager
def _one_per_stand() -> Iterator[None]:
    """Turn the database's refusal of a second exhibitor on a stand into a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_("Another exhibitor has this stand.")) from error


def remove_exhibitor(exhibitor: Exhibitor, *, by: Account | None) -> None:
    """Take an exhibitor out of the edition; refused while it has meetings."""
    with change_checked(exhibitor.edition):
        shown = list(exhibitor.works.values_list("title", flat=True))
        remove_row(exhibitor, action="remove exhibitor", by=by, edition=exhibitor.edition_id)
        follow(exhibitor.edition, [exhibitor])
        index_titles(shown)


def add_staff(exhibitor: Exhibitor, delegate: Delegate, *, by: Account | None) -> bool:
    """Let a delegate work for an exhibitor; False where that waits for a second word."""
    if waits_for_second_word(delegate, exhibitor.organisation, by=by):
        return False
    set_organisation(exhibitor.edition, delegate, exhibitor.organisation_id, action="add staff", by=by)
    return True


def remove_staff(exhibitor: Exhibitor, delegate: Delegate, *, by: Account | None) -> None:
    """Let a delegate no longer work for an exhibitor."""
    set_organisation(exhibitor.edition, delegate, None, action="remove staff", by=by)
