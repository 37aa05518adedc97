"""Decisions about delegates are followed by accounts, calendars, the index and the trail, and so is their undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation, Person
from praya.core.index.queries import find
from praya.meet.accreditation import consequences
from praya.meet.accreditation.actions import add_delegate, change_delegate, decide, ensure_accounts, organisation_named, take_back
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.works.indexing import edition_facet
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db
APPROVED, REFUSED = Delegate.Status.APPROVED, Delegate.Status.REFUSED


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Register a room, beside the others, that notes which editions it was told of."""
    seen: list[int] = []
    monkeypatch.setattr(consequences, "_followers", [*consequences._followers])

    def note(edition: Edition, rows: Sequence[Model]) -> None:
        seen.append(edition.pk)

    consequences.declare_follower(note)
    consequences.declare_follower(note)
    return seen


def listed(edition: Edition, kind: str = "person") -> list[int]:
    hits = find("", audience=Audience.BADGE, kinds=[kind], scope=[edition_facet(edition.pk)]).hits
    return sorted(hit.number for hit in hits)


def values(**typed: Any) -> dict[str, Any]:
    known = {"name": "Ana Silva", "email": "ana@example.org", "country": "PT", "organisation": "", "category": None}
    return {**known, "job_title": "", "site": None, "zone": "Europe/Lisbon", **typed}


def test_a_decision_is_one_entry_for_those_whom_it_changes(followed: list[int]) -> None:
    edition, account = make.make_edition(), make.make_account()
    press, buyer = make.make_category(edition, "press"), make.make_category(edition, "buyer")
    same = make.make_delegate(edition, category=press)
    moved = make.make_delegate(edition, category=buyer)
    new = make.make_delegate(edition, category=None, status="applied")
    foreign = make.make_delegate(make.make_edition(), status="applied")
    since, began = newest(), timezone.now()

    numbers = [one.pk for one in (same, moved, new, foreign)]
    entry = decide(edition, numbers, status=APPROVED, category=press, by=account)

    rows = Delegate.objects.order_by("pk").values_list("pk", "status", "category")
    assert list(rows) == [
        (same.pk, "approved", press.pk),
        (moved.pk, "approved", press.pk),
        (new.pk, "approved", press.pk),
        (foreign.pk, "applied", foreign.category_id),
    ]
    decided = set(Delegate.objects.filter(pk__in=[moved.pk, new.pk]).values_list("decided_at", flat=True))
    (at,) = decided
    assert at is not None
    assert began <= at <= timezone.now()
    before = {str(moved.pk): ["approved", buyer.pk, None], str(new.pk): ["applied", None, None]}
    after = {"status": "approved", "category": "press", "at": at.isoformat()}
    assert trail(since=since) == [("decide accreditations", edition.pk, account.pk, before, after)]
    assert entry == Entry.objects.get(pk__gt=since)
    assert followed == [edition.pk]
    assert listed(edition) == sorted([moved.person_id, new.person_id])


def test_nothing_is_told_when_nothing_changes(followed: list[int]) -> None:
    edition = make.make_edition()
    one = make.make_delegate(edition)
    since = newest()

    assert decide(edition, [one.pk], status=APPROVED, category=None, by=None) is None
    assert (trail(since=since), followed, listed(edition)) == ([], [], [])


def test_a_refusal_keeps_the_category_and_gives_no_account() -> None:
    edition = make.make_edition()
    person = make.make_person(account=None)
    one = make.make_delegate(edition, person=person, status="applied")

    entry = decide(edition, [one.pk], status=REFUSED, category=None, by=None)

    assert entry is not None
    assert (entry.after or {})["category"] is None
    one.refresh_from_db()
    assert (one.status, one.category, Person.objects.get(pk=person.pk).account) == ("refused", one.category, None)


def test_a_private_address_that_was_withdrawn_is_not_given_again() -> None:
    edition = make.make_edition()
    one = make.make_delegate(edition)
    before = one.feed_token
    decide(edition, [one.pk], status=REFUSED, category=None, by=None)
    decide(edition, [one.pk], status=APPROVED, category=None, by=None)
    one.refresh_from_db()
    assert (one.status, one.feed_token == before) == (APPROVED, False)


def test_undoing_a_refusal_gives_no_withdrawn_address_again() -> None:
    edition = make.make_edition()
    one, kept = make.make_delegate(edition), make.make_delegate(edition, status="applied", category=None)
    before = {row.pk: row.feed_token for row in (one, kept)}
    refused = decide(edition, [one.pk], status=REFUSED, category=None, by=None)
    approved = decide(edition, [kept.pk], status=APPROVED, category=None, by=None)
    assert refused is not None
    assert approved is not None
    for entry in (refused, approved):
        take_back(edition, entry, by=None)
    rows = {row.pk: row.feed_token == before[row.pk] for row in Delegate.objects.all()}
    assert rows == {one.pk: False, kept.pk: True}


def test_a_decision_is_taken_back_with_everything_that_follows(followed: list[int]) -> None:
    edition, account = make.make_edition(), make.make_account()
    rows = [make.make_delegate(edition, status="applied", category=None) for _ in range(3)]
    entry = decide(edition, [one.pk for one in rows], status=APPROVED, category=make.make_category(edition), by=None)
    decide(edition, [rows[2].pk], status=REFUSED, category=None, by=None)
    assert entry is not None
    since = newest()

    assert take_back(edition, entry, by=account) == 2

    stored = Delegate.objects.order_by("pk").values_list("status", "category", "decided_at")
    assert list(stored)[:2] == [("applied", None, None)] * 2
    assert stored[2][0] == "refused"
    facts = {"entry": entry.pk, "delegates": [rows[0].pk, rows[1].pk]}
    assert trail(since=since) == [("take decisions back", edition.pk, account.pk, None, facts)]
    assert followed == [edition.pk] * 3
    assert listed(edition) == []


def test_everybody_with_an_address_gets_one_account() -> None:
    free = make.make_account("free@example.org")
    make.make_person("Taken", email=None, account=make.make_account("taken@example.org"))
    held = make.make_person("Held")
    people = {
        "new": make.make_person("New", email="New@Example.org", account=None),
        "free": make.make_person("Free", email="free@example.org", account=None),
        "taken": make.make_person("Other", email="taken@example.org", account=None),
        "silent": make.make_person("Silent", email=None, account=None),
    }
    left_out = make.make_person("Left out", email="out@example.org", account=None)

    ensure_accounts([held.pk, *(one.pk for one in people.values())])

    found = {name: Person.objects.get(pk=one.pk).account for name, one in people.items()}
    made = found["new"]
    assert made is not None
    assert found == {"new": made, "free": free, "taken": None, "silent": None}
    assert (made.email, made.name, made.has_usable_password()) == ("new@example.org", "New", False)
    assert Person.objects.get(pk=held.pk).account == held.account
    assert Person.objects.get(pk=left_out.pk).account is None
    assert Account.objects.count() == 4


def test_somebody_added_by_hand_is_approved_listed_and_can_sign_in(followed: list[int]) -> None:
    edition, account = make.make_edition(), make.make_account()
    category = make.make_category(edition)
    since, began = newest(), timezone.now()

    typed = values(email="Ana@Example.org", organisation="Lisboa Filmes", category=category, job_title="Producer")
    one = add_delegate(edition, typed, by=account)

    assert (one.person.name, one.person.email, one.person.country) == ("Ana Silva", "ana@example.org", "PT")
    assert (one.status, one.category, one.job_title, one.site, one.zone) == (
        "approved",
        category,
        "Producer",
        None,
        "Europe/Lisbon",
    )
    assert one.organisation is not None
    assert (one.organisation.name, one.organisation.country) == ("Lisboa Filmes", "PT")
    assert one.decided_at is not None
    assert began <= one.decided_at <= timezone.now()
    assert [fact[:3] for fact in trail(since=since)] == [("add delegate", edition.pk, account.pk)]
    signing_in = Person.objects.get(pk=one.person_id).account
    assert signing_in is not None
    assert signing_in.email == "ana@example.org"
    assert (followed, listed(edition), listed(edition, "organisation")) == (
        [edition.pk],
        [one.person_id],
        [one.organisation_id],
    )


def test_the_same_address_is_the_same_person_also_after_a_merge() -> None:
    edition, other = make.make_edition(), make.make_edition()
    kept = make.make_person("Ana", email="kept@example.org")
    make.make_person("Anna", email="gone@example.org", merged_into=kept)

    assert add_delegate(edition, values(email="GONE@example.org"), by=None).person == kept
    assert add_delegate(other, values(email="kept@example.org"), by=None).person == kept
    with pytest.raises(Refused) as told:
        add_delegate(edition, values(email="kept@example.org"), by=None)
    assert told.value.sentences == ["Ana is accredited already. Find them in the list."]
    silent = [add_delegate(edition, values(email=email), by=None).person for email in ("", None)]
    assert silent[0] != silent[1]
    assert [one.email for one in silent] == [None, None]


def test_an_organisation_is_found_by_name_in_its_country_first() -> None:
    edition = make.make_edition()
    hk, pt = (make.make_organisation("Lantern", country=country) for country in ("HK", "PT"))
    for one in (hk, pt):
        make.make_delegate(edition, organisation=one)
    before = Organisation.objects.count()

    found = [organisation_named(edition, name, country) for name, country in (("lantern", "PT"), ("LANTERN", "FR"))]
    assert (found, organisation_named(edition, "Lantern")) == ([pt, hk], hk)
    assert organisation_named(edition, "") is None
    assert Organisation.objects.count() == before
    made = organisation_named(edition, "Tide")
    assert made is not None
    assert (made.name, made.country, Organisation.objects.count()) == ("Tide", "", before + 1)


def test_a_change_is_followed_by_both_companies(followed: list[int]) -> None:
    edition, account = make.make_edition(), make.make_account()
    one = add_delegate(edition, values(organisation="Old House"), by=None)
    old = one.organisation_id
    category, site = make.make_category(edition), edition.sites.get(slug="hk")
    since = newest()

    changed = change_delegate(
        one, values(organisation="New House", category=category, job_title="Head", site=site, zone=""), by=account
    )

    assert (changed.category, changed.job_title, changed.site, changed.zone) == (category, "Head", site, "")
    assert (changed.pk, changed.organisation_id != old) == (one.pk, True)
    assert listed(edition, "organisation") == [changed.organisation_id]
    facets = find("", audience=Audience.BADGE, kinds=["person"], scope=[f"site:{site.pk}"]).hits
    assert [hit.number for hit in facets] == [one.person_id]
    assert [fact[:3] for fact in trail(since=since)] == [("change delegate", edition.pk, account.pk)]
    assert followed == [edition.pk] * 2
    alone = change_delegate(changed, values(organisation=""), by=None)
    assert (alone.organisation, listed(edition, "organisation")) == (None, [])
