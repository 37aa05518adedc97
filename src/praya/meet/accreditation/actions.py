"""Accredit people: add, approve, refuse, change, and take decisions back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, plain
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_organisations
from praya.core.directory.codes import random_token
from praya.core.directory.models import Organisation, Person
from praya.core.revocations.actions import touch
from praya.meet.accreditation.consequences import decided, follow, taken_back, waits_for_second_word
from praya.meet.accreditation.models import OVER, Category, Delegate
from praya.meet.accreditation.queries import DECIDE
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import change_checked

DECIDED = ("status", "category_id", "decided_at")
WRITTEN = (*DECIDED, "feed_token")


def set_organisation(edition: Edition, delegate: Delegate, new: int | None, *, action: str, by: Account | None) -> None:
    """Let a delegate come for an organisation, or for none, as an action of the exhibitors' says."""
    with change_checked(edition):
        locked = Delegate.objects.select_for_update().get(pk=delegate.pk)
        if locked.organisation_id == new:
            return
        before, locked.organisation_id = {"organisation": locked.organisation_id}, new
        locked.save(update_fields=["organisation"])
        record(action, locked, by=by, edition=edition.pk, before=before, after={"organisation": new})
        follow(edition, [locked])


def decide(
    edition: Edition, numbers: Iterable[int], *, status: str, category: Category | None, by: Account | None
) -> Entry | None:
    """Approve (into a category, or the one they have) or refuse delegates; return the entry that can undo it.

    Refused, with names, when somebody would lose a scheduled meeting: that is the repair desk's work.
    """
    with change_checked(edition):
        rows = Delegate.objects.select_for_update().filter(edition=edition, pk__in=list(numbers)).order_by("pk")
        at = timezone.now()
        before: dict[str, list[Any]] = {}
        changed: list[Delegate] = []
        for delegate in rows:
            was = [plain(getattr(delegate, name)) for name in DECIDED]
            new = category.pk if category is not None else delegate.category_id
            if (delegate.status, delegate.category_id) == (status, new):
                continue
            before[str(delegate.pk)] = was
            _renew_after_end(delegate)
            delegate.status, delegate.category_id, delegate.decided_at = status, new, at
            changed.append(delegate)
        if not changed:
            return None
        Delegate.objects.bulk_update(changed, WRITTEN, batch_size=500)
        touch(changed)
        if status == Delegate.Status.APPROVED:
            ensure_accounts(delegate.person_id for delegate in changed)
        after = {"status": status, "category": category.slug if category else None, "at": at.isoformat()}
        entry = record(DECIDE, edition, by=by, edition=edition.pk, before=before, after=after)
        follow(edition, changed)
        decided([delegate.pk for delegate in changed], status, by=by, at=at)
        return entry


def take_back(edition: Edition, entry: Entry, *, by: Account | None) -> int:
    """Undo a decision for everybody who has not been decided about again since; return for how many."""
    with change_checked(edition):
        before: dict[str, list[Any]] = entry.before or {}
        at = (entry.after or {}).get("at")
        rows = Delegate.objects.select_for_update().filter(edition=edition, pk__in=[int(number) for number in before])
        changed = [delegate for delegate in rows.order_by("pk") if plain(delegate.decided_at) == at]
        for delegate in changed:
            _renew_after_end(delegate)
            delegate.status, delegate.category_id, delegate.decided_at = before[str(delegate.pk)]
        Delegate.objects.bulk_update(changed, WRITTEN, batch_size=500)
        touch(changed)
        numbers = sorted(delegate.pk for delegate in changed)
        record("take decisions back", edition, by=by, edition=edition.pk, after={"entry": entry.pk, "delegates": numbers})
        taken_back(numbers, entry, by=by)
        follow(edition, list(Delegate.objects.filter(pk__in=numbers).order_by("pk")))
        return len(numbers)


def _renew_after_end(delegate: Delegate) -> None:
    """Give somebody who was refused or had left another private address: what was withdrawn once is not given again."""
    if delegate.status in OVER:
        delegate.feed_token = random_token()


def ensure_accounts(people: Iterable[int]) -> None:
    """Give everybody with an address an account to sign in with, by a code sent to that address."""
    without = list(Person.objects.select_for_update().filter(pk__in=list(people), account=None, email__isnull=False))
    wanted = {str(person.email).lower(): person for person in without}
    known = {account.email: account for account in Account.objects.filter(email__in=wanted, person__isnull=True)}
    taken = set(Account.objects.filter(email__in=wanted, person__isnull=False).values_list("email", flat=True))
    new = []
    for email, person in wanted.items():
        if email not in known and email not in taken:
            account = Account(email=email, name=person.name)
            account.set_unusable_password()
            new.append(account)
    Account.objects.bulk_create(new, batch_size=1000)
    known |= {account.email: account for account in new}
    linked = [person for email, person in wanted.items() if email in known]
    for person in linked:
        person.account = known[str(person.email).lower()]
    Person.objects.bulk_update(linked, ["account"], batch_size=500)


def add_delegate(edition: Edition, values: Mapping[str, Any], *, by: Account | None) -> Delegate:
    """Accredit one person by hand, approved at once; somebody with the same address is the same person."""
    with change_checked(edition):
        email = (values["email"] or "").lower() or None
        person = Person.objects.select_related("merged_into").filter(email=email).first() if email else None
        person = person.merged_into or person if person is not None else None
        if person is None:
            person = Person.objects.create(name=values["name"], email=email, country=values["country"])
        if Delegate.objects.filter(edition=edition, person=person).exists():
            raise Refused(_("%(name)s is accredited already. Find them in the list.") % {"name": person.name})
        delegate = Delegate(
            edition=edition,
            person=person,
            organisation=organisation_named(edition, values["organisation"], values["country"]),
            category=values["category"],
            job_title=values["job_title"],
            site=values["site"],
            zone=values["zone"],
            status=Delegate.Status.APPROVED,
            decided_at=timezone.now(),
        )
        add_row(delegate, action="add delegate", by=by, edition=edition.pk)
        ensure_accounts([person.pk])
        follow(edition, [delegate])
        return delegate


def organisation_named(edition: Edition, name: str, country: str = "") -> Organisation | None:
    """Return the market's organisation of this name (in this country, when several have it), a new one when it has none.

    One that belongs to other markets only is never found by its name, as in imports.
    """
    if not name:
        return None
    market = edition.market_id
    exhibiting = Organisation.objects.filter(exhibits__edition__market=market).values("pk")
    sending = Delegate.objects.filter(edition__market=market, organisation__isnull=False).values("organisation")
    ours = Q(pk__in=exhibiting) | Q(pk__in=sending) | Q(reference__startswith=f"{market}/")
    found = list(Organisation.objects.filter(ours, name__iexact=name, merged_into=None).order_by("pk")[:20])
    if found:
        return next((one for one in found if country and one.country == country), found[0])
    return Organisation.objects.create(name=name, country=country)


def is_held_back(delegate: Delegate, values: Mapping[str, Any]) -> bool:
    """Tell whether a delegate does not come for the company that was typed: it waits for a second word."""
    company = delegate.organisation
    return bool(values["organisation"]) and (company is None or company.name.casefold() != values["organisation"].casefold())


def change_delegate(delegate: Delegate, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Delegate:
    """Change what an accreditation says, as it was `seen`: category, organisation, job title, site or zone.

    The organisation stays as it is where another one needs a second word.
    """
    with change_checked(delegate.edition):
        columns = {name: values[name] for name in ("category", "job_title", "site", "zone")}
        company, left = organisation_named(delegate.edition, values["organisation"]), delegate.organisation_id
        columns["organisation"] = delegate.organisation if waits_for_second_word(delegate, company, by=by) else company
        changed = change_row(delegate, columns, action="change delegate", by=by, edition=delegate.edition_id, seen=seen)
        follow(delegate.edition, [changed])
        if left and left != changed.organisation_id:
            index_organisations([left])
        return changed
