"""What the trail shows of an entry, in words, and what it keeps to itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from praya.core.audit.actions import record
from praya.core.audit.deeds import deeds, open_subjects, sentence_of
from praya.core.audit.models import Entry
from praya.core.audit.queries import trail_actions, trail_of
from praya.core.audit.wording import TrailLine, lines_of
from praya.core.lists.declaring import Asked
from praya.core.texts.reading import write
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Stand
from praya.meet.trail.listing import TRAIL, TrailFilters, clock_of
from tests import builders as make

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-hant", "zh-hans", "pt", "ar")
EVERY_DAY = {"en", "zh-hant", "ar"}
RAW = re.compile(r"[\[\]{}]|\bTrue\b|\bFalse\b|\bNone\b|_id\b|\w_\w|\d{4}-\d\d-\d\d")


def visit_of(edition: Edition) -> EditionVisit:
    return EditionVisit(edition, list(edition.sites.order_by("position")), None)


def line(entry: Entry, edition: Edition | None = None) -> TrailLine:
    """Return an entry as the trail shows it."""
    at = edition or make.Edition.objects.first() or make.make_edition()
    (told,) = lines_of([entry], at.slug, clock_of(visit_of(at)))
    return told


def words(entry: Entry, edition: Edition | None = None) -> list[str]:
    return [one.words for one in line(entry, edition).changes]


FACTS = {"before": {"hours": "09:00:00"}, "after": {"hours": "10:00:00"}}


@pytest.mark.parametrize(
    ("subject", "is_open"),
    [
        ("meet.site", True),
        ("core.title", True),
        ("match.round", True),
        ("match.run", True),
        ("match.meeting", True),
        ("match.repair", True),
        ("match.abusereport", True),
        ("match.request", False),
        ("match.attendance", False),
    ],
)
@pytest.mark.needs("match")
def test_facts_are_shown_of_the_organisers_own_business_alone(subject: str, is_open: bool) -> None:
    edition, account = make.make_edition(), make.make_account("ana@example.org")
    told = line(record("set hours", subject, by=account, edition=edition.pk, **FACTS), edition)
    assert (told.who, told.sentence, told.changes_words) == (
        str(account),
        "changed opening hours",
        "hours: 09:00 → 10:00" if is_open else "",
    )
    assert ("09:00" in told.raw) is is_open


def test_what_nobody_did_praya_did() -> None:
    assert line(record("compute suggestions", "match.run", by=None)).who == "Praya"


def test_who_did_it_is_named_in_the_readers_script_and_nameless_once_erased() -> None:
    account = make.make_account("ng@example.org")
    make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, account=account)
    entry = Entry.objects.select_related("account__person").get(pk=record("set hours", "meet.site", by=account).pk)
    found = []
    for language in ("en", "zh-hant"):
        with translation.override(language):
            found.append(line(entry).who)
    assert found == ["Ng See-yuen", "吳思遠"]
    Entry.objects.update(account=None)
    assert line(Entry.objects.get()).who == "Praya"


@pytest.mark.needs("match")
def test_an_action_without_a_sentence_is_called_by_its_name() -> None:
    assert (sentence_of("freeze round"), sentence_of("dance")) == ("froze a round", "dance")


@pytest.mark.needs("match")
def test_the_trail_runs_backwards_through_one_edition_without_wishes() -> None:
    edition = make.make_edition(with_sites=False)
    first = record("set hours", "meet.site", by=None, edition=edition.pk)
    second = record("add hall", "meet.site", by=None, edition=edition.pk)
    record("load demo market", "match.wish", by=None, edition=edition.pk)
    record("load demo market", "meet.party", by=None, edition=edition.pk)
    record("write note", "match.attendance", by=None, edition=edition.pk)
    record("add hall", "meet.site", by=None, edition=edition.pk + 1)
    third = record("set hours", "meet.site", by=None, edition=edition.pk)
    assert list(trail_of(edition.pk)) == [third, second, first]
    assert list(trail_of(edition.pk, action="set hours")) == [third, first]
    assert list(trail_of(edition.pk, action="load demo market")) == []
    assert trail_actions(edition.pk) == [("add hall", "added a hall"), ("set hours", "changed opening hours")]


def test_the_trail_is_found_by_who_and_when() -> None:
    edition = make.make_edition()
    ana, ng = make.make_account("ana@example.org", name="Ana Lam"), make.make_account("ng@example.org")
    make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, account=ng)
    early, late = (record("set hours", "meet.site", by=one, edition=edition.pk) for one in (ana, ng))
    # On the clock of Hong Kong these are the evening of the first and the morning of the second.
    Entry.objects.filter(pk=early.pk).update(at=datetime(2027, 3, 1, 15, 59, tzinfo=UTC))
    Entry.objects.filter(pk=late.pk).update(at=datetime(2027, 3, 1, 16, 0, tzinfo=UTC))

    def found(**typed: Any) -> list[Entry]:
        return list(TRAIL.rows(Asked(visit_of(edition), TrailFilters(typed, visit_of(edition)))))

    assert [found(who=word) for word in ("lam ana", "思遠", "see", "nobody")] == [[early], [late], [late], []]
    assert [found(who=word) for word in ("zh", "hant", '"', ":", "{", ".", "SEE")] == [[], [], [], [], [], [], [late]]
    assert [found(since=day) for day in ("0001-01-01", "9999-12-31")] == [[late, early]] * 2
    assert [found(until=day) for day in ("0001-01-01", "9999-12-31")] == [[late, early]] * 2
    assert [found(since="2027-03-02"), found(until="2027-03-01"), found(until="2027-03-02")] == [[late], [early], [late, early]]
    assert found(since="nonsense") == [late, early]


def test_a_category_is_named_and_its_rules_are_told_as_words() -> None:
    edition = make.make_edition()
    category = make.make_category(edition, "buyer", name=write({"en": "Buyer", "zh-Hant": "買家"}))
    before = {"may_meet": False, "quota_total": 0, "slug": "x", "position": 1}
    after = {"may_meet": True, "quota_total": 8466, "slug": "buyer", "position": 1}
    entry = record("change category", category, by=None, edition=edition.pk, before=before, after=after)
    told = line(entry, edition)
    assert (told.about, told.address) == ("Buyer", f"/e/{edition.slug}/manage/categories/buyer/")
    assert words(entry, edition) == ["may request: no → yes", "meetings at most: 0 → 8,466"]
    assert '"slug": "buyer"' in told.raw
    with translation.override("zh-hant"):
        assert line(entry, edition).about == "買家"


def test_a_stand_is_told_by_its_number_and_none_by_a_word() -> None:
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, "Lantern")
    stand = Stand.objects.filter(hall__site__edition=edition).order_by("pk").first()
    entry = record("move stand", exhibitor, by=None, edition=edition.pk, before={"stand": None}, after={"stand": stand.pk})
    told = line(entry, edition)
    assert (told.about, told.address) == ("Lantern", f"/e/{edition.slug}/manage/exhibitors/{exhibitor.code}/")
    assert words(entry, edition) == ["stand: none → A1 (Hall HKG)"]
    gone = record("move stand", exhibitor, by=None, edition=edition.pk, before={"stand": 99999}, after={"stand": None})
    assert words(gone, edition) == ["stand: one that is gone → none"]


def test_times_are_local_with_their_city_and_lists_are_counted() -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, name="Ana Lam")
    spans = [[f"2027-03-1{day}T01:00:00+00:00", f"2027-03-1{day}T04:00:00+00:00"] for day in range(6)]
    entry = record("cut hours", delegate, by=None, edition=edition.pk, after={"lost": spans})
    assert words(entry, edition) == [
        "no longer there: Wed 10 Mar 09:00–12:00 (Hong Kong), Thu 11 Mar 09:00–12:00 (Hong Kong), "
        "Fri 12 Mar 09:00–12:00 (Hong Kong), Sat 13 Mar 09:00–12:00 (Hong Kong) and 2 more"
    ]
    site = edition.sites.first()
    opened = {"hours": ["2027-03-16 09:00-18:00", "2027-03-17 09:00-18:00"]}
    entry = record("set hours", site, by=None, edition=edition.pk, before={"hours": []}, after=opened)
    assert words(entry, edition) == ["hours: none → Tue 16 Mar 09:00–18:00, Wed 17 Mar 09:00–18:00"]
    after = {"operations": ["a_b", "c_d"], "ends_at": "2027-03-16T01:00:00+00:00"}
    made = record("make token", "meet.token", by=None, edition=edition.pk, after=after)
    assert words(made, edition) == ["lists it may read: 2", "valid until: Tue 16 Mar 09:00 (Hong Kong)"]


def test_a_decision_about_many_is_counted_and_says_which() -> None:
    edition = make.make_edition()
    account = make.make_team_member(edition)
    category = make.make_category(edition, "vip", name=write({"en": "Guest of honour"}))
    people = [make.make_delegate(edition, status="applied") for _ in range(3)]
    entry = decide(edition, [one.pk for one in people], status="approved", category=category, by=account)
    assert entry is not None
    assert words(entry, edition) == ["people: 3", "state: approved", "category: Guest of honour"]


@pytest.mark.needs("show")
def test_what_nobody_has_submitted_is_not_named() -> None:
    edition = make.make_edition()
    title = make.make_title("The Clock of the Harbour")
    work = make.make_work(edition, title, status="prepared")
    entry = record("present work", work, by=None, edition=edition.pk, after={"title": title.code, "status": "prepared"})
    assert (line(entry, edition).about, words(entry, edition)) == ("", ["state: prepared"])
    type(work).objects.update(status="submitted")
    told = line(entry, edition)
    assert (told.about, told.address) == ("The Clock of the Harbour", f"/e/{edition.slug}/manage/works/{title.code}/")


def test_what_is_nobody_elses_business_is_in_no_part_of_a_line() -> None:
    edition = make.make_edition()
    facts = {"note": "secret", "level": "no", "nested": {"email": "secret", "x": [{"message": "secret"}]}}
    told = line(record("set hours", "meet.site", by=None, edition=edition.pk, before=facts, after=facts), edition)
    assert ("secret" in told.raw, '"no"' in told.raw, "nested" in told.raw) == (False, False, True)
    person = make.make_person("Ana Lam")
    told = line(record("merge records", person, by=None, edition=edition.pk, before={"biography": {"texts": "secret"}}), edition)
    assert (told.about, told.changes, "secret" in told.raw) == ("Ana Lam", (), False)


def test_a_page_of_the_trail_costs_as_many_queries_whatever_it_holds(django_assert_num_queries: Any) -> None:
    edition = make.make_edition()
    visit = visit_of(edition)
    clock = clock_of(visit)

    def more() -> None:
        exhibitor, category = make.make_exhibitor(edition), make.make_category(edition, f"c{Entry.objects.count()}")
        stand = Stand.objects.filter(hall__site__edition=edition).first()
        record("move stand", exhibitor, by=None, edition=edition.pk, before={"stand": None}, after={"stand": stand.pk})
        record("add category", category, by=None, edition=edition.pk, after={"may_meet": True})

    for _ in range(2):
        more()
        with django_assert_num_queries(4):  # the entries, exhibitors, stands, categories
            lines_of(list(trail_of(edition.pk)), edition.slug, clock)


SAMPLES: dict[str, Any] = {
    "status": "approved",
    "state": "no_such_state",
    "is_public": True,
    "may_meet": False,
    "closes_at": "2027-03-10T01:00:00+00:00",
    "planned_at": "2027-03-10T01:00:00Z",
    "starts_on": "2027-03-10",
    "begins": "09:00:00",
    "hours": [["2027-03-10T01:00:00+00:00", "2027-03-10T04:00:00+00:00"]],
    "lost": ["2027-03-10 09:00-18:00"],
    "name": {"source": "en", "texts": {"en": {"text": "Hall", "by": "person"}}},
    "operations": ["manage_delegates", "api_works"],
    "category": 1,
    "delegate": 77,
    "stand": 88,
    "account": 99,
    "reason": "no run",
    "some_key": {"deep": [{"a": 1}]},
    "account_id": 5,
    "unknown": [1, {"x": True}, None],
    "meetings": {"1": {"starts_at": "2027-03-10T01:00:00+00:00"}},
    "pictures": [1, 2],
    "delegates": [1, 2],
    "stands": ["A1", "A2", "A3", "A4", "A5"],
    "count": 12345,
}


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(name, marks=[] if name in EVERY_DAY else pytest.mark.exhaustive(reason="the sentences are built alike"))
        for name in LANGUAGES
    ],
)
def test_every_deed_of_every_room_is_told_without_a_sign_of_the_program(language: str) -> None:
    edition = make.make_edition("autumn")
    tables = [*open_subjects(), "match.request", "core.person", "core.title", "core.job", "meet.edition", "meet.delegate"]
    subjects = [table if not table.endswith(".") else f"{table}site" for table in tables]
    turned = {name: SAMPLES[other] for name, other in zip(SAMPLES, [*list(SAMPLES)[1:], "status"], strict=True)}
    entries = [
        Entry(action=action, subject=subject, subject_id="1", at=timezone.now(), before=before, after=after)
        for action in deeds()
        for subject in subjects
        for before, after in ((None, SAMPLES), (SAMPLES, None), (SAMPLES, turned))
    ]
    with translation.override(language):
        told = lines_of(entries, edition.slug, clock_of(visit_of(edition)))
        faults = {one.changes_words for one in told if RAW.search(f"{one.sentence} {one.about} {one.changes_words}")}
        sentences = {one.sentence for one in told}
    assert (faults, sentences & {"", "None"}) == (set(), set())
    assert len(sentences) > len(deeds()) / 2


def test_the_page_leads_to_what_was_changed_and_folds_the_raw_entry() -> None:
    edition = make.make_edition("autumn")
    client = make.sign_in(Client(), make.make_team_member(edition))
    category = make.make_category(edition, "buyer", name=write({"en": "Buyer"}))
    record("change category", category, by=None, edition=edition.pk, before={"may_meet": False}, after={"may_meet": True})
    page = client.get("/e/autumn/manage/trail/").content.decode()
    assert '<a href="/e/autumn/manage/categories/buyer/">Buyer</a>' in page
    assert "<li>may request: no → yes</li>" in page
    shown, _, folded = page.partition("<details")
    assert ("may_meet" in shown, "may_meet" in folded) == (False, True)
    rows = client.get("/e/autumn/api/manage/trail/").json()["results"]
    assert [(row["sentence"], row["about"], row["changes"]) for row in rows] == [
        ("changed a category", "Buyer", "may request: no → yes")
    ]
