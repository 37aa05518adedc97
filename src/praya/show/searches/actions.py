"""Save searches, and tell their owners of new works: one letter a day, with what each may read on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.letters import write_to
from praya.show.searches.models import AlertDay, SavedSearch
from praya.show.searches.queries import latest_slot, new_works_of, reader_of
from praya.show.works.wanted import wanted_of

MOST_SEARCHES = 30
HOURS = range(8, 21)


def save_search(delegate: Delegate, name: str, words: str, *, wants_mail: bool, by: Account | None, at: datetime) -> SavedSearch:
    """Keep a search under a name; the same search again is given the new name."""
    wanted = replace(wanted_of(QueryDict(words[:2000])).lasting, page=1, view="cards", sort="best")
    clean = wanted.words()
    if len(clean) > 1000:
        raise Refused(_("This search asks for too much to be kept. Take some filters away."))
    with transaction.atomic():
        Delegate.objects.select_for_update().get(pk=delegate.pk)
        known = SavedSearch.objects.filter(delegate=delegate, words=clean).first()
        if known is None and SavedSearch.objects.filter(delegate=delegate).count() >= MOST_SEARCHES:
            raise Refused(_("You have %(most)d saved searches. Remove one first.") % {"most": MOST_SEARCHES})
        found = known or SavedSearch(delegate=delegate, words=clean, seen_slot=latest_slot(), seen_at=at)
        found.name, found.wants_mail = (name.strip() or wanted.query or _("All works"))[:100], wants_mail
        found.save()
        record("save search", found, by=by, edition=delegate.edition_id)
    return found


def set_mail(search: SavedSearch, wants_mail: bool, *, by: Account | None, at: datetime) -> None:
    """Write about a search, or no more; what comes in between is not told later."""
    with transaction.atomic():
        search.wants_mail = wants_mail
        if wants_mail:
            search.seen_slot, search.seen_at = latest_slot(), at
        search.save(update_fields=["wants_mail", "seen_slot", "seen_at"])
        record("change saved search", search, by=by, edition=search.delegate.edition_id, after={"wants_mail": wants_mail})


def remove_search(search: SavedSearch, *, by: Account | None) -> None:
    """Forget a search."""
    with transaction.atomic():
        record("remove saved search", search, by=by, edition=search.delegate.edition_id)
        search.delete()


def due_delegates(now: datetime) -> list[Delegate]:
    """Return who wants to be written to, is awake where they are and has not been written to on this day of theirs."""
    rows = Delegate.objects.filter(saved_searches__wants_mail=True, status=Delegate.Status.APPROVED)
    rows = rows.filter(person__account__isnull=False, edition__ends_on__gte=now.date() - timedelta(days=1)).distinct()
    people = list(rows.select_related("edition", "person__account", "category", "site").order_by("pk"))
    days = AlertDay.objects.filter(delegate__in=rows.values("pk"), on__gte=now.date() - timedelta(days=1))
    told = set(days.values_list("delegate", "on"))
    return [one for one in people if _local(one, now).hour in HOURS and (one.pk, _local(one, now).date()) not in told]


def _local(delegate: Delegate, now: datetime) -> datetime:
    zone = delegate.site.zone if delegate.site is not None else delegate.zone
    return now.astimezone(ZoneInfo(zone or "UTC"))


def tell_of_news(delegate: Delegate, now: datetime) -> bool:
    """Write one letter about everything new to a delegate, unless that has been done today; tell whether one was written."""
    account = delegate.person.account
    if account is None:
        return False
    reader = reader_of(delegate, account)
    with transaction.atomic():
        searches = list(delegate.saved_searches.select_for_update().filter(wants_mail=True).select_related("delegate"))
        last = latest_slot()
        news = [one for search in searches if (one := new_works_of(search, reader)).count]
        if not news:
            return False
        # The day is taken with the letter: nobody gets two.
        _day, is_first = AlertDay.objects.get_or_create(
            delegate=delegate, on=_local(delegate, now).date(), defaults={"sent_at": now}
        )
        if not is_first:
            return False
        told = [[one.search.code, one.search.seen_slot, one.search.seen_at.isoformat()] for one in news]
        SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(seen_slot=last, seen_at=now)
        return bool(write_to([delegate.pk], "new_works", at=now, facts={"searches": told, "until": last}))


def stop_letters(token: str, *, at: datetime) -> SavedSearch | None:
    """Stop all letters about the searches of whoever holds a token; None for an unknown one."""
    search = SavedSearch.objects.filter(token=token).select_related("delegate").first()
    if search is not None:
        for one in SavedSearch.objects.filter(delegate=search.delegate_id, wants_mail=True).select_related("delegate"):
            set_mail(one, False, by=None, at=at)
    return search


def take_for_told(at: datetime) -> None:
    """Take everybody for told of whatever there was until now, as after a restore whose letters of the past are dropped."""
    SavedSearch.objects.update(seen_slot=latest_slot(), seen_at=at)
