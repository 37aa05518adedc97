"""Save searches, and tell their owners of new works: one letter a day, with what each may read on that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.catalogue.models import Title
from praya.core.index.models import Listing
from praya.core.index.queries import find
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.show.searches.models import AlertDay, SavedSearch
from praya.show.works.headings import Heading, heading
from praya.show.works.queries import ShownWork, index_filters, shown
from praya.show.works.readers import WorksReader
from praya.show.works.wanted import wanted_of

MOST_SEARCHES, MOST_TOLD, MOST_LOOKED = 30, 10, 200
HOURS = range(8, 21)


@dataclass(frozen=True, slots=True)
class News:
    """Hold a saved search with its new works; `count` may be more than are shown."""

    search: SavedSearch
    works: Sequence[ShownWork]
    count: int


def save_search(delegate: Delegate, name: str, words: str, *, wants_mail: bool, by: Account | None, at: datetime) -> SavedSearch:
    """Keep a search under a name; the same search again is given the new name."""
    wanted = replace(wanted_of(QueryDict(words[:2000])), page=1, view="cards", sort="best", is_free=False)
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


def latest_slot() -> int:
    """Return the latest change of the index."""
    return Listing.objects.aggregate(last=Max("slot"))["last"] or 0


def news_of(search: SavedSearch, reader: WorksReader) -> News:
    """Return what is new for a search: shown since it was told last, as far as its owner may see it today.

    A change of the index alone (it may have been made anew) is no news: the title or its place at the edition must have
    changed since.
    """
    wanted = wanted_of(QueryDict(search.words))
    found = find(
        wanted.query,
        audience=reader.audience,
        kinds=("title",),
        scope=reader.scope,
        filters=index_filters(reader, wanted),
        order="recent",
        per_page=MOST_LOOKED,
        newer_than=search.seen_slot,
    )
    fresh = Q(changed_at__gt=search.seen_at) | Q(works__edition=search.delegate.edition_id, works__decided_at__gt=search.seen_at)
    rows = Title.objects.filter(fresh, pk__in=[hit.number for hit in found.hits]).values_list("pk", flat=True)
    numbers = set(rows)
    hits = [hit for hit in found.hits if hit.number in numbers]
    works = shown(reader, hits)
    return News(search, works[:MOST_TOLD], len(works))


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


def write_to(delegate: Delegate, now: datetime) -> bool:
    """Write one letter about everything new to a delegate, unless that has been done today; tell whether one was written."""
    account = delegate.person.account
    if account is None:
        return False
    reader = _reader(delegate, account)
    with transaction.atomic():
        searches = list(delegate.saved_searches.select_for_update().filter(wants_mail=True).select_related("delegate"))
        last = latest_slot()
        news = [one for search in searches if (one := news_of(search, reader)).count]
        if not news:
            return False
        # The day is taken before the letter is sent: one may be lost by a broken post office, but nobody gets two.
        _day, is_first = AlertDay.objects.get_or_create(
            delegate=delegate, on=_local(delegate, now).date(), defaults={"sent_at": now}
        )
        if not is_first:
            return False
        SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(seen_slot=last, seen_at=now)
        letter = _letter(delegate, account, news, reader)
        transaction.on_commit(letter.send)
    return True


def _reader(delegate: Delegate, account: Account) -> WorksReader:
    visit = EditionVisit(delegate.edition, list(delegate.edition.sites.all()), account)
    return WorksReader(visit.audience, delegate.edition, visit.sites, account)


def _letter(delegate: Delegate, account: Account, news: Sequence[News], reader: WorksReader) -> EmailMessage:
    """Return the letter in the account's language, with a way to stop in one tap."""
    language, slug = account.language or "en", delegate.edition.slug
    with translation.override(language):
        count = sum(one.count for one in news)
        subject = ngettext("%(count)d new work for you", "%(count)d new works for you", count) % {"count": count}
        stop = settings.PUBLIC_URL + reverse("search_stop", args=[news[0].search.token])
        context = {
            "rows": [(one, _lines(one, reader, language)) for one in news],
            "site": settings.PUBLIC_URL,
            "stop": stop,
            "edition": delegate.edition,
            "searches": reverse("saved_searches", args=[slug]),
            "root": reverse("works", args=[slug]),
        }
        body = render_to_string("show/searches/alert.txt", context)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject, body, None, [account.email], headers=headers)


def _lines(one: News, reader: WorksReader, language: str) -> list[tuple[Heading, str]]:
    return [(heading(work.card.document["names"], language), reader.address(work.card.code)) for work in one.works]


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
