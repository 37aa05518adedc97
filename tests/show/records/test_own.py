"""Keep works: begin one, see what to do next, submit it, take it back, see its history, decide who reads it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.audit.models import Entry
from praya.core.catalogue.models import Draft, Title
from praya.core.texts.reading import write
from praya.meet.works.models import Work
from tests import builders as make
from tests.show.records.market import Company, text_of

pytestmark = pytest.mark.django_db
BASE = "/e/spring/mine/"


def test_a_work_begins_with_three_facts() -> None:
    company = Company()
    answer = company.client.post(
        f"{BASE}new/", {"name": "春光乍洩", "language": "Cantonese", "kind": "film", "stage": "financing"}
    )
    title = Title.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"{BASE}{title.code}/")
    assert title.names == [{"text": "春光乍洩", "tag": "yue", "kind": "original", "level": "public"}]
    assert (title.owner, title.status, title.level) == (company.organisation, "draft", "badge")
    work = Work.objects.get(title=title)
    assert (work.status, work.exhibitor, work.contact) == ("prepared", company.exhibitor, None)


def test_who_has_no_stand_presents_in_person() -> None:
    edition = make.make_edition("spring")
    producer = make.make_delegate(edition, organisation=make.make_organisation("Two People Films"))
    client = make.sign_in(Client(), producer.person.account)
    assert "No works yet" in text_of(client.get(BASE))
    client.post(f"{BASE}new/", {"name": "A", "kind": "film", "stage": "idea"})
    assert (Work.objects.get().exhibitor, Work.objects.get().contact) == (None, producer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "kind": "film", "stage": "idea"}, "This field is required."),
        ({"name": "A", "kind": "opera", "stage": "idea"}, "Select a valid choice"),
        ({"name": "A", "language": "Elvish", "kind": "film", "stage": "idea"}, "is no language we know"),
        ({"name": "a\u202eb", "kind": "film", "stage": "idea"}, "cannot be shown"),
    ],
)
def test_what_does_not_begin_a_work(typed: dict[str, str], sentence: str) -> None:
    company = Company()
    answer = company.client.post(f"{BASE}new/", typed)
    assert (answer.status_code, Title.objects.count()) == (422, 1)
    assert sentence in text_of(answer)


def test_the_list_puts_first_what_needs_something() -> None:
    company = Company()
    for name, status in (("Bravo", "prepared"), ("Charlie", "returned"), ("Delta", "submitted")):
        title = make.make_title(name, owner=company.organisation, status="draft")
        make.make_work(company.edition, title, status=status)
    Work.objects.filter(status="returned").update(remark="Shorter, please")
    make.make_title("Rival", owner=make.make_organisation())
    page = text_of(company.client.get(BASE))
    places = [page.index(name) for name in ("Charlie", "Bravo", "Delta", "花樣年華")]
    assert places == sorted(places)
    assert "Shorter, please" in page
    assert "Rival" not in page


@pytest.mark.parametrize("path", [BASE, "/e/spring/manage/works/"])
def test_lists_take_the_same_queries_for_one_work_and_for_many(path: str) -> None:
    company = Company()
    client = company.client if path == BASE else company.organiser

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    def present(name: str) -> None:
        credits = [{"role": "cast", "name": "A", "note": "", "person": company.people[0].person.code, "organisation": ""}]
        title = make.make_title(name, owner=company.organisation, status="draft", credits=credits)
        make.make_work(company.edition, title, status="submitted", exhibitor=company.exhibitor)

    present("B")
    few = count()
    for number in range(12):
        present(f"C{number}")
    assert count() == few


def test_a_new_work_goes_to_the_organisers_and_comes_back_shown() -> None:
    company = Company(status="prepared")
    company.post("texts", **{"logline_en": "One sentence", "do": "save"})
    company.client.post(f"{company.root}submit/")
    assert (company.status(), Draft.objects.count(), company.fresh().logline) == ("submitted", 0, write({"en": "One sentence"}))
    assert company.fresh().status == "draft"
    assert company.client.get(f"/e/spring/works/{company.title.code}/").status_code == 404
    company.organiser.post(f"{company.review}decide/", {"do": "approve"})
    assert (company.status(), company.fresh().status) == ("accepted", "published")
    assert company.colleague.get(f"/e/spring/works/{company.title.code}/").status_code == 200


def test_an_unsound_work_is_not_submitted() -> None:
    company = Company(status="prepared")
    company.post("identifiers", **{"identifiers.imdb": "Wong", "do": "save"})
    answer = company.client.post(f"{company.root}submit/", follow=True)
    assert "Something has to be mended first" in text_of(answer)
    assert 'edit/identifiers/#f-identifiers-imdb"' in text_of(answer)
    assert company.status() == "prepared"


def test_changes_of_a_shown_work_wait() -> None:
    company = Company()
    company.post("facts", kind="series", stage="idea", do="save")
    page = text_of(company.client.get(company.root))
    assert "changes are not shown yet" in page
    company.client.post(f"{company.root}submit/")
    assert (Draft.objects.get().status, company.fresh().kind) == ("submitted", "film")
    again = text_of(company.client.post(f"{company.root}submit/", follow=True))
    assert company.status() == "accepted"
    assert "The organisers look at it" in again


def test_where_no_review_is_wanted_changes_are_shown_at_once() -> None:
    company = Company()
    assert company.organiser.post("/e/spring/manage/works/setting/", {"reviews": "no"}).status_code == 302
    company.post("facts", kind="series", stage="idea", do="save")
    answer = text_of(company.client.post(f"{company.root}submit/", follow=True))
    assert "Your changes are shown now." in answer
    assert (Draft.objects.count(), company.fresh().kind) == (0, "series")
    company.organiser.post("/e/spring/manage/works/setting/", {"reviews": "yes"})
    company.edition.refresh_from_db()
    assert company.edition.reviews_changes is True
    assert company.organiser.post("/e/spring/manage/works/setting/", {"reviews": "bogus"}).status_code == 404
    company.edition.refresh_from_db()
    assert company.edition.reviews_changes is True


def test_nothing_to_submit_is_said() -> None:
    company = Company()
    assert "There are no changes to submit." in text_of(company.client.post(f"{company.root}submit/", follow=True))


def test_changes_are_thrown_away_and_brought_back() -> None:
    company = Company()
    company.post("facts", kind="series", stage="idea", do="save")
    page = text_of(company.client.post(f"{company.root}discard/", follow=True))
    assert f'action="{company.root}restore/"' in page
    assert company.document()["kind"] == "film"
    company.client.post(f"{company.root}restore/")
    assert company.document()["kind"] == "series"
    assert "no draft to bring back" in text_of(company.client.post(f"{company.root}restore/", follow=True))


def test_a_work_is_taken_out_and_submitted_again() -> None:
    company = Company()
    assert company.client.post(f"{company.root}withdraw/").status_code == 302
    assert company.status() == "withdrawn"
    assert company.colleague.get(f"/e/spring/works/{company.title.code}/").status_code == 404
    company.client.post(f"{company.root}submit/")
    assert company.status() == "submitted"


def test_the_preview_is_exactly_what_each_audience_reads() -> None:
    company = Company(
        level="badge",
        synopsis=write({"en": "For badges"}),
        rights=write({"en": "For buyers"}),
        budget_low=1,
        budget_high=1,
        statement=write({"en": "For nobody"}),
        visibility={"synopsis": "badge", "rights": "buyer", "statement": "private", "budget": "request"},
    )
    company.post("facts", kind="film", stage="idea", year="oops", do="save")
    words = ("For badges", "For buyers", "For nobody", "On request: Budget", "oops")
    shown = {}
    for audience in ("public", "badge", "buyer"):
        page = text_of(company.client.get(f"{company.root}preview/?as={audience}"))
        shown[audience] = [word for word in words if word in page]
    assert shown == {
        "public": [],
        "badge": ["For badges", "On request: Budget"],
        "buyer": ["For badges", "For buyers", "On request: Budget"],
    }
    assert "They do not know of this work at all." in text_of(company.client.get(f"{company.root}preview/"))


def test_history_tells_who_changed_what_and_takes_one_change_back() -> None:
    company = Company()
    company.organiser.post("/e/spring/manage/works/setting/", {"reviews": "no"})
    company.post("facts", kind="series", stage="completed", year="2025", do="save")
    company.client.post(f"{company.root}submit/")
    company.post("texts", **{"logline_en": "A red lamp", "do": "save"})
    company.client.post(f"{company.root}submit/")
    page = text_of(company.client.get(f"{company.root}changes/"))
    for words in (str(company.people[0].person), "changed a work", "Logline, English", "A red lamp", "<del>", "film", "series"):
        assert words in page
    entry = Entry.objects.filter(action="revise title").order_by("pk")[0]
    company.organiser.post(f"{company.root}changes/{entry.pk}/undo/")
    assert (company.fresh().kind, company.fresh().logline) == ("film", write({"en": "A red lamp"}))


def test_owners_undo_among_their_changes() -> None:
    company = Company()
    company.post("facts", kind="series", stage="completed", year="2025", do="save")
    company.client.post(f"{company.root}submit/")
    company.organiser.post(f"{company.review}decide/", {"do": "approve"})
    entry = Entry.objects.get(action="revise title")
    company.client.post(f"{company.root}changes/{entry.pk}/undo/")
    assert (company.fresh().kind, company.document()["kind"]) == ("series", "film")
    other = make.make_title("B")
    strange = Entry.objects.filter(subject_id=str(other.pk), subject="core.title").get()
    assert company.client.post(f"{company.root}changes/{strange.pk}/undo/").status_code == 404


def test_owners_decide_who_reads_what_is_on_request() -> None:
    company = Company()
    asker = make.make_account()
    grant = make.make_grant(company.title, asker, message="For our fund")
    assert "For our fund" in text_of(company.client.get(company.root))
    assert "1 person asks to read it" in text_of(company.client.get(BASE))
    states = []
    for answer in ("granted", "asked", "refused"):
        company.client.post(f"{company.root}readers/{grant.pk}/", {"answer": answer})
        grant.refresh_from_db()
        states.append(grant.status)
    assert states == ["granted", "asked", "refused"]
    assert company.client.post(f"{company.root}readers/{grant.pk}/", {"answer": "perhaps"}).status_code == 404
    assert company.organiser.post(f"{company.root}readers/{grant.pk}/", {"answer": "granted"}).status_code == 404


def test_organisers_edit_only_what_they_were_asked_to_show() -> None:
    company = Company(status="prepared")
    assert company.organiser.get(company.root).status_code == 404
    company.client.post(f"{company.root}submit/")
    assert company.organiser.get(company.root).status_code == 200
    assert company.organiser.get(BASE)["Location"] == "/e/spring/manage/works/"
