"""Print works in two languages."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict

from praya.core.jobs.executing import claim_next, execute
from praya.match.works import views_print
from praya.match.works.models import PrintedCatalogue
from praya.match.works.printing import Sheet, _shortened, _Writer
from praya.match.works.selecting import Selection, selection_of
from praya.meet.editions.visits import EditionVisit
from tests import builders as make
from tests.match.works.shelf import Market, open_market

pytestmark = pytest.mark.django_db


def fill(market: Market, count: int) -> None:
    for number in range(count):
        title = make.make_title(f"Film {number:02}", genres=["drama"])
        make.make_work(market.edition, title, exhibitor=market.exhibitor)


def pages(content: bytes) -> int:
    return max(int(number) for number in re.findall(rb"/Count (\d+)", content))


def test_a_selection_is_printed_at_once() -> None:
    market = open_market()
    fill(market, 12)
    answer = market.clients["public"].get(f"{market.root}print/", {"genre": "drama", "first": "en", "second": "ar"})
    assert answer["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert pages(answer.content) >= 4


def test_the_page_before_asks_for_the_languages_and_keeps_the_selection() -> None:
    market = open_market()
    fill(market, 2)
    html = market.get("badge", "print/", genre="drama", page="7")
    assert "2 works, as you may see them." in html
    assert '<input type="hidden" name="genre" value="drama">' in html
    assert 'name="page"' not in html
    assert "Nothing to print" in market.get("badge", "print/", genre="horror")


def test_a_long_catalogue_is_made_in_the_worker_and_kept_for_whoever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_print, "AT_ONCE", 2)
    market = open_market()
    fill(market, 3)
    address = f"{market.root}print/"
    assert "made in the background" in market.get("badge", "print/")
    assert "for delegates and the team only" in market.get("public", "print/")
    assert market.clients["badge"].get(address, {"first": "en"})["content-type"].startswith("text/html")
    answer = market.clients["badge"].post(address, {"genre": "drama", "first": "en", "second": "zh-hant"})
    kept = PrintedCatalogue.objects.get()
    assert answer["location"] == f"{address}{kept.code}/"
    assert "The catalogue is being made." in market.get("badge", f"print/{kept.code}/")
    assert market.clients["badge"].get(f"{address}{kept.code}/file/").status_code == 404
    work_off()
    assert "It is ready." in market.get("badge", f"print/{kept.code}/")
    answer = market.clients["badge"].get(f"{address}{kept.code}/file/")
    assert answer.content.startswith(b"%PDF")
    assert market.clients["buyer"].get(f"{address}{kept.code}/").status_code == 404
    assert market.clients["buyer"].get(f"{address}{kept.code}/file/").status_code == 404


def test_who_has_left_meanwhile_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_print, "AT_ONCE", 0)
    market = open_market()
    fill(market, 1)
    market.clients["badge"].post(f"{market.root}print/", {"first": "en"})
    market.delegates["badge"].status = "left"
    market.delegates["badge"].save()
    work_off()
    assert PrintedCatalogue.objects.get().file is None


def work_off() -> None:
    """Do what waits in the queue, as a worker would."""
    while (execution := claim_next("tests", ["default"])) is not None:
        assert execute(execution) == "done"


def test_a_showcase_and_a_list_are_printed_as_their_reader_may_see_them() -> None:
    market = open_market()
    shown, hidden = make.make_title("Shown"), make.make_title("Hidden", level="buyer")
    works = [make.make_work(market.edition, title, exhibitor=market.exhibitor) for title in (shown, hidden)]
    showcase = make.make_showcase(market.edition, *works, is_published=True)
    for who, names in (("badge", ["Shown"]), ("buyer", ["Shown", "Hidden"])):
        visit = EditionVisit(market.edition, list(market.edition.sites.all()), market.delegates[who].person.account)
        selection = selection_of(visit, QueryDict(f"showcase={showcase.code}"))
        assert [card.name for card in selection.cards] == names
    for word in ("showcase", "list"):
        assert market.clients["badge"].get(f"{market.root}print/", {word: "absent"}).status_code == 404


def test_a_text_that_no_font_draws_is_left_out_and_counted() -> None:
    market = open_market()
    visit = EditionVisit(market.edition, list(market.edition.sites.all()), None)
    sheet = Sheet(market.edition, visit.sites, ("en", "ar"), make.HK_MORNING, visit.zone)
    writer = _Writer(sheet, frozenset(range(0x20, 0x7F)))
    assert writer.run("plain") == {"tag": "", "text": "plain"}
    assert writer.run("花") == {"tag": "", "text": ""}
    assert writer.left_out_words().startswith("1 text is left out")
    assert [column["side"] for column in writer.frame(Selection([]))["columns"]] == ["ltr", "rtl"]


def test_a_long_synopsis_is_shortened() -> None:
    assert len(_shortened("word " * 500)) <= 1200
    assert _shortened("short") == "short"


def test_a_damaged_picture_does_not_stop_the_print(caplog: pytest.LogCaptureFixture) -> None:
    market = open_market()
    fill(market, 1)
    title = make.make_title("Pictured")
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    make.make_picture(title, kind="poster")
    answer = market.clients["public"].get(f"{market.root}print/", {"first": "en"})
    assert answer.content.startswith(b"%PDF")
    assert "a picture cannot be printed" in caplog.text
