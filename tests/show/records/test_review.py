"""Review what companies submit: see what changed, approve, give back, approve many, take a decision back."""

from __future__ import annotations

import re

import pytest

from praya.core.audit.models import Entry
from praya.core.catalogue.indexing import index_organisations, index_titles
from praya.core.catalogue.models import Draft
from praya.core.documents.actions import revise
from praya.core.texts.reading import write
from praya.meet.works.queries import review_mark
from tests import builders as make
from tests.show.records.market import Company, seen_on, text_of

pytestmark = pytest.mark.django_db
QUEUE = "/e/spring/manage/works/"


def submitted_change(company: Company, **typed: str) -> None:
    """Let the company submit a change of its shown work."""
    company.post("texts", **{"logline_en": "A green lamp", "logline_zh-Hant": "一盞綠燈", "do": "save", **typed})
    company.client.post(f"{company.root}submit/")


def shown_company() -> Company:
    """Return a company with a shown work that has a logline."""
    return Company(logline=write({"en": "A red lamp"}))


def test_the_queue_holds_new_works_and_changes() -> None:
    company = shown_company()
    assert "Nobody waits for you" in text_of(company.organiser.get(QUEUE))
    submitted_change(company)
    new = make.make_title("Zulu", owner=company.organisation, status="draft")
    make.make_work(company.edition, new, status="submitted")
    make.make_work(company.edition, make.make_title("Secret", owner=company.organisation, status="draft"), status="prepared")
    page = text_of(company.organiser.get(QUEUE))
    assert ("花樣年華" in page, "Zulu" in page, "Secret" in page) == (True, True, False)
    assert "Zulu" not in text_of(company.organiser.get(f"{QUEUE}?state=accepted"))


def test_a_change_is_shown_word_by_word_in_every_language() -> None:
    company = shown_company()
    submitted_change(company)
    page = text_of(company.organiser.get(company.review))
    assert "Logline, English" in page
    assert "Logline, Traditional Chinese" in page
    assert 'before: </span>red</del><ins><span class="visually-hidden">after: </span>green</ins> lamp' in page
    assert '<p class="woven" lang="zh-Hant" dir="auto">' in page


def test_approved_changes_are_shown_and_the_decision_can_be_taken_back() -> None:
    company = shown_company()
    submitted_change(company)
    seen = seen_on(company.organiser.get(company.review))
    page = text_of(company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen}, follow=True))
    entry = Entry.objects.get(action="review work")
    assert f'action="{QUEUE}undo/{entry.pk}/"' in page
    assert company.fresh().logline["texts"]["en"]["text"] == "A green lamp"
    company.organiser.post(f"{QUEUE}undo/{entry.pk}/")
    assert company.fresh().logline == write({"en": "A red lamp"})
    assert (Draft.objects.get().status, company.status()) == ("submitted", "accepted")
    assert Draft.objects.get().document["logline"]["texts"]["en"]["text"] == "A green lamp"
    again = text_of(company.organiser.post(f"{QUEUE}undo/{entry.pk}/", follow=True))
    assert "Something else has been decided since" in again


def test_a_first_approval_is_taken_back_to_the_queue() -> None:
    company = Company(status="submitted")
    company.organiser.post(f"{company.review}decide/", {"do": "approve"})
    assert (company.status(), company.fresh().status) == ("accepted", "published")
    company.organiser.post(f"{QUEUE}undo/{Entry.objects.get(action='review work').pk}/")
    assert (company.status(), company.fresh().status) == ("submitted", "draft")


def test_nothing_is_approved_that_changed_while_it_was_read() -> None:
    company = shown_company()
    submitted_change(company)
    seen = seen_on(company.organiser.get(company.review))
    submitted_change(company, logline_en="Something rude")
    page = text_of(company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen}, follow=True))
    assert "This has changed while you were looking" in page
    assert company.fresh().logline == write({"en": "A red lamp"})


def test_changes_go_back_with_a_remark_and_come_again() -> None:
    company = shown_company()
    submitted_change(company)
    page = text_of(company.organiser.post(f"{company.review}decide/", {"do": "return", "remark": "  "}, follow=True))
    assert "Write what should be changed" in page
    assert company.organiser.post(f"{company.review}decide/", {"do": "bogus", "remark": "Which lamp?"}).status_code == 404
    company.organiser.post(f"{company.review}decide/", {"do": "return", "remark": "Which lamp?"})
    assert (Draft.objects.get().status, company.status()) == ("returned", "accepted")
    assert "Which lamp?" in text_of(company.client.get(company.root))
    assert "Which lamp?" in text_of(company.client.get(f"{company.root}changes/"))
    company.client.post(f"{company.root}submit/")
    assert (Draft.objects.get().status, Draft.objects.get().remark) == ("submitted", "")


def test_a_return_is_taken_back_too() -> None:
    company = shown_company()
    submitted_change(company)
    company.organiser.post(f"{company.review}decide/", {"do": "return", "remark": "Why?"})
    company.organiser.post(f"{QUEUE}undo/{Entry.objects.get(action='review work').pk}/")
    assert Draft.objects.get().status == "submitted"


def test_a_new_work_goes_back_and_is_seen_by_nobody_else() -> None:
    company = Company(status="submitted")
    company.organiser.post(f"{company.review}decide/", {"do": "return", "remark": "Add a logline\x00"})
    assert company.status() == "returned"
    assert "Add a logline" in text_of(company.client.get("/e/spring/mine/"))
    assert "花樣年華" in text_of(company.organiser.get(f"{QUEUE}?state=returned"))


def test_many_are_approved_each_as_it_was_read() -> None:
    company = shown_company()
    titles = [make.make_title(name, owner=company.organisation, status="draft") for name in ("Alpha", "Bravo", "Charlie")]
    works = [make.make_work(company.edition, title, status="submitted") for title in titles]
    ticks = [f"{work.title.code}:{review_mark(work)}" for work in works]
    ticks[1] = f"{titles[1].code}:stale"
    page = text_of(company.organiser.post(f"{QUEUE}approve/", {"work": [*ticks, "absent:x"]}, follow=True))
    for work in works:
        work.refresh_from_db()
    assert [work.status for work in works] == ["accepted", "submitted", "accepted"]
    assert "2 works are approved." in page
    assert "Bravo: This has changed while you were looking" in page
    assert "Tick the works that you approve." in text_of(company.organiser.post(f"{QUEUE}approve/", follow=True))


def test_pictures_wait_with_the_work() -> None:
    company = shown_company()
    waiting = make.make_picture(company.title, is_approved=False)
    assert "花樣年華" in text_of(company.organiser.get(QUEUE))
    assert company.organiser.get(f"/e/spring/pictures/{waiting.digest}/").status_code == 200
    company.organiser.post(f"{company.review}decide/", {"do": "approve"})
    waiting.refresh_from_db()
    assert waiting.is_approved
    company.organiser.post(f"{QUEUE}undo/{Entry.objects.get(action='review work').pk}/")
    waiting.refresh_from_db()
    assert not waiting.is_approved


def test_a_work_taken_out_while_its_page_was_open_stays_out() -> None:
    company = Company(status="submitted")
    seen = seen_on(company.organiser.get(company.review))
    company.client.post(f"{company.root}withdraw/")
    for typed, told in (({"seen": seen}, "while you were looking"), ({}, "This work has changed meanwhile")):
        page = text_of(company.organiser.post(f"{company.review}decide/", {"do": "approve", **typed}, follow=True))
        assert told in page
        assert (company.status(), company.fresh().status) == ("withdrawn", "draft")


def test_a_work_taken_out_while_many_were_ticked_is_named() -> None:
    company = Company(status="submitted")
    other = make.make_title("Alpha", owner=company.organisation, status="draft")
    make.make_work(company.edition, other, status="submitted")
    ticks = re.findall(r'value="(\w+:\w+)"', text_of(company.organiser.get(QUEUE)))
    company.client.post(f"{company.root}withdraw/")
    page = text_of(company.organiser.post(f"{QUEUE}approve/", {"work": ticks}, follow=True))
    assert "1 work is approved." in page
    assert "花樣年華: This has changed while you were looking" in page
    assert (len(ticks), company.status(), company.fresh().status) == (2, "withdrawn", "draft")


def test_a_picture_that_came_while_its_page_was_open_is_not_shown_unseen() -> None:
    company = shown_company()
    make.make_picture(company.title, is_approved=False)
    seen = seen_on(company.organiser.get(company.review))
    ticks = re.findall(r'value="(\w+:\w+)"', text_of(company.organiser.get(QUEUE)))
    late = make.make_picture(company.title, is_approved=False)
    pages = [
        company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen}, follow=True),
        company.organiser.post(f"{QUEUE}approve/", {"work": ticks}, follow=True),
    ]
    assert ["This has changed while you were looking" in text_of(page) for page in pages] == [True, True]
    late.refresh_from_db()
    assert not late.is_approved
    company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen_on(company.organiser.get(company.review))})
    late.refresh_from_db()
    assert late.is_approved


def test_what_others_change_meanwhile_is_told_and_shown() -> None:
    company = shown_company()
    submitted_change(company)
    seen = seen_on(company.organiser.get(company.review))
    revise(company.fresh(), {"logline": write({"en": "A blue lamp"}), "year": 1999}, by=None)
    page = text_of(company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen}, follow=True))
    assert "This has changed while you were looking" in page
    assert 'before: </span>blue</del><ins><span class="visually-hidden">after: </span>green</ins> lamp' in page
    company.organiser.post(f"{company.review}decide/", {"do": "approve", "seen": seen_on(company.organiser.get(company.review))})
    assert (company.fresh().year, company.fresh().logline["texts"]["en"]["text"]) == (1999, "A green lamp")


def test_what_was_never_submitted_is_not_there() -> None:
    company = Company(status="prepared")
    assert company.organiser.get(company.review).status_code == 404
    assert company.organiser.post(f"{company.review}decide/", {"do": "approve"}).status_code == 404
    assert company.organiser.post(f"{QUEUE}undo/987654/").status_code == 404
    assert company.client.get(QUEUE).status_code == 404


def test_works_are_looked_for_by_title_and_company_the_nearest_first() -> None:
    company = Company()
    for name, owner in (("A Lanterne", None), ("Lantern Street", None), ("Lantern", None), ("Zulu", company.organisation)):
        title = make.make_title(name, owner=owner or make.make_organisation("Star Films"))
        make.make_work(company.edition, title, status="accepted")
        index_titles([title.pk])
    index_titles([company.title.pk])
    index_organisations([company.organisation.pk])

    def found(words: str, **more: str) -> list[str]:
        rows = company.organiser.get(QUEUE, {"q": words, "state": "accepted", **more}).context["rows"]
        return [row["work"].title.name for row in rows]

    assert found("lantern") == ["Lantern", "Lantern Street", "A Lanterne", "Zulu", "花樣年華"]
    assert found("fa yeung nin wa") == ["花樣年華"]
    assert found("antern") == ["A Lanterne", "Lantern", "Lantern Street", "Zulu", "花樣年華"]
    assert found("lantern", state="waiting") == []
    page = text_of(company.organiser.get(QUEUE, {"q": "lantern", "state": "accepted"}))
    assert page.index("A Lanterne") < page.index("Through the name of their company") < page.index("Zulu")
    assert "No work here is called “antern”" in text_of(company.organiser.get(QUEUE, {"q": "antern", "state": "accepted"}))
    assert "Change or clear the filter." in text_of(company.organiser.get(QUEUE, {"q": "nothing"}))


def test_a_work_that_waits_is_found_with_its_company_and_approved_from_there() -> None:
    company = shown_company()
    submitted_change(company)
    page = company.organiser.get(QUEUE, {"q": "lantern films"})
    assert [row["waits"] for row in page.context["rows"]] == [True]


def test_the_page_names_languages_and_says_one_share_once() -> None:
    company = Company(
        logline=write({"en": "A red lamp", "zh-Hant": "一盞紅燈"}),
        currency="USD",
        budget_low=22_600_000,
        budget_high=22_600_000,
        secured_low=2_260_000,
        secured_high=2_260_000,
        visibility={"budget": "buyer", "finance": "buyer"},
    )
    page = text_of(company.organiser.get(f"{QUEUE}{company.title.code}/"))
    assert re.findall(r'<small class="tag">([^<]+)</small>', page) == ["English", "Traditional Chinese"]
    assert "US$22,600 (10 %)" in page


def test_a_work_without_rights_poster_and_trailer_is_asked_for_them_where_they_are_added() -> None:
    company = shown_company()
    page = company.client.get(company.root)
    missing = {words: address for address, words in page.context["missing"]}
    done = page.context["own"].done
    assert {"rights", "pictures", "materials"} <= {part for part, _words in done.missing}
    assert done.percent < 100
    poster = "Add a poster: it is what people see of a work first."
    assert missing.get(poster, f"{company.root}pictures/") == f"{company.root}pictures/"
    make.make_picture(company.title)
    assert "pictures" not in {part for part, _words in company.client.get(company.root).context["own"].done.missing}
