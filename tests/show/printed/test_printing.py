"""Print works in two languages."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.holding import personal_tables
from praya.core.jobs.executing import claim_next, execute
from praya.core.personal.queries import rows_of, subject_of
from praya.core.printing import letters
from praya.core.printing.letters import STAND_IN
from praya.core.texts.days import day_text
from praya.core.texts.reading import read, write
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.door.actions import keep_picture
from praya.meet.door.models import FrontPicture
from praya.meet.works.models import Work
from praya.show.printed import views as views_print
from praya.show.printed.models import PrintedCatalogue
from praya.show.printed.press import Sheet, _shortened, _Writer, print_catalogue
from praya.show.printed.queries_selection import Selection, selection_of
from tests import builders as make
from tests.pdf import fonts_of, text_of
from tests.show.works.shelf import Market, open_market

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
    work_off("barred")
    assert PrintedCatalogue.objects.get().file is None
    page = market.clients["badge"].get(reverse("job", args=[PrintedCatalogue.objects.get().job])).content.decode()
    assert "Not done: whoever asked for it may no longer do this. Nothing was written." in page


def printed_as_buyer(market: Market, monkeypatch: pytest.MonkeyPatch) -> PrintedCatalogue:
    monkeypatch.setattr(views_print, "AT_ONCE", 0)
    title = make.make_title("For buyers", level="buyer")
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    market.clients["buyer"].post(f"{market.root}print/", {"first": "en"})
    work_off()
    kept = PrintedCatalogue.objects.get()
    assert market.clients["buyer"].get(f"{market.root}print/{kept.code}/file/").status_code == 200
    return kept


def test_who_reads_less_than_when_it_was_printed_gets_it_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    market = open_market()
    kept = printed_as_buyer(market, monkeypatch)
    me = market.delegates["buyer"]
    assert rows_told(me.person.account) == [kept.pk]
    category = me.category
    category.is_buyer = False
    category.save()
    addresses = [f"{market.root}print/{kept.code}/", f"{market.root}print/{kept.code}/file/"]
    assert [market.clients["buyer"].get(address).status_code for address in addresses] == [404, 404]
    assert rows_told(me.person.account) == []
    make.make_team_member(market.edition, me.person.account)
    assert market.clients["buyer"].get(addresses[1]).status_code == 200


def test_what_is_printed_after_a_narrowing_is_printed_as_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_print, "AT_ONCE", 0)
    market = open_market()
    fill(market, 1)
    market.clients["buyer"].post(f"{market.root}print/", {"first": "en"})
    market.delegates["buyer"].category.is_buyer = False
    market.delegates["buyer"].category.save()
    work_off()
    kept = PrintedCatalogue.objects.get()
    assert kept.audience == Audience.BADGE
    assert market.clients["buyer"].get(f"{market.root}print/{kept.code}/file/").status_code == 200


def rows_told(account: Account) -> list[int]:
    """Return which catalogues somebody's own data holds."""
    tables = [one for one in personal_tables() if one.model is PrintedCatalogue and one.columns]
    return [row.pk for table in tables for row in rows_of(table, subject_of(account))]


def work_off(ending: str = "done") -> None:
    """Do what waits in the queue, as a worker would."""
    while (execution := claim_next("tests", ["default"])) is not None:
        assert execute(execution) == ending


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


def test_the_columns_have_the_side_of_their_language() -> None:
    market = open_market()
    visit = EditionVisit(market.edition, list(market.edition.sites.all()), None)
    writer = _Writer(Sheet(market.edition, visit.sites, ("en", "ar"), make.HK_MORNING, visit.zone))
    assert [column["side"] for column in writer.frame(Selection([]))["columns"]] == ["ltr", "rtl"]


def chosen(market: Market, listed: str, works: list[Work]) -> dict[str, str]:
    """Return the words of an address that choose the works."""
    if listed == "showcase":
        return {"showcase": make.make_showcase(market.edition, *works, is_published=True).code}
    if listed == "list":
        return {"list": make.make_shortlist(market.delegates["badge"], *works).code}
    return {}


def names(*texts: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"text": text, "tag": tag, "kind": kind} for text, tag, kind in texts]


def test_works_in_many_scripts_are_printed(caplog: pytest.LogCaptureFixture) -> None:
    market = open_market()
    shown = {
        "花樣年華": ("zh-HK", "NotoSansCJKtc-Thin"),
        "よあけ": ("ja", "NotoSansCJKtc-Thin"),
        "봄날": ("ko", "NotoSansCJKtc-Thin"),
        "ורוד": ("he", "NotoSansHebrew-Light"),
        "Зеркало": ("ru", "NotoSans-Regular"),
        "Γάμος": ("el", "NotoSans-Regular"),
        "ลุง": ("th", "NotoSansThai-Regular"),
        "पथ": ("hi", "NotoSansDevanagari-Regular"),
        "وجدة": ("ar", "NotoSansArabic-Regular"),
    }
    for text, (tag, _font) in shown.items():
        title = make.make_title(names=names((text, tag, "original")))
        make.make_work(market.edition, title, exhibitor=market.exhibitor)
    printed = market.clients["public"].get(f"{market.root}print/", {"first": "en", "second": "ar"}).content
    text = text_of(printed)
    assert [name for name in shown if not set(name) <= set(text)] == []
    assert {font for _tag, font in shown.values()} - fonts_of(printed) == set()
    assert STAND_IN not in text
    assert caplog.messages == []


@pytest.mark.parametrize("listed", ["works", "showcase", "list"])
def test_no_letter_stops_a_catalogue_a_showcase_or_a_list(
    listed: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "_named", set())
    market = open_market()
    odd = names(("Odd \U000131a0 \U0001f469\u200d\U0001f3a4", "en", "original"))
    other = names(("\U000131a1", "egy", "original"), ("Told otherwise", "en", "international"))
    works = []
    for known in (odd, other):
        title = make.make_title(names=known, logline=write({"en": "A mark \u1ac1, twice \U000131a0"}))
        works.append(make.make_work(market.edition, title, exhibitor=market.exhibitor))
    words = {"first": "en", "second": "zh-hant"} | chosen(market, listed, works)
    for _again in range(2):
        answer = market.clients["badge"].get(f"{market.root}print/", words)
        assert answer["content-type"] == "application/pdf"
        text = text_of(answer.content)
        assert f"Odd{STAND_IN}\U0001f469\u200d\U0001f3a4" in text
        assert "Toldotherwise" in text
        assert f"Amark{STAND_IN},twice{STAND_IN}" in text
    assert sorted(message.split()[3] for message in caplog.messages) == ["U+131A0", "U+131A1", "U+1AC1"]


def sheet_of(market: Market, *languages: str, cover: bytes = b"") -> Sheet:
    first, second = (*languages, languages[0])[:2]
    visit = EditionVisit(market.edition, list(market.edition.sites.all()), None)
    return Sheet(market.edition, visit.sites, (first, second), make.HK_MORNING, visit.zone, cover)


def test_the_list_that_everybody_has_is_called_in_both_languages_and_a_name_of_its_own_once() -> None:
    market = open_market()
    me = market.delegates["badge"]
    visit = EditionVisit(market.edition, list(market.edition.sites.all()), me.person.account)
    saved = make.make_shortlist(me, is_default=True)
    selection = selection_of(visit, QueryDict(f"list={saved.code}"))
    columns = _Writer(sheet_of(market, "en", "zh-hant")).frame(selection)["columns"]
    assert [column["name"]["text"] for column in columns] == ["Saved", "收藏"]
    own = selection_of(visit, QueryDict(f"list={make.make_shortlist(me, name='For Cannes').code}"))
    content = print_catalogue(sheet_of(market, "en", "zh-hant"), own, {})
    assert text_of(content).count("ForCannes") == 1


def test_the_cover_says_when_and_where_in_each_language() -> None:
    market = open_market()
    columns = _Writer(sheet_of(market, "en", "zh-hant")).frame(Selection([], "Chosen"))["columns"]
    edition, site = market.edition, read(market.edition.sites.first().name, "en").text
    days = f"{day_text(edition.starts_on, 'j M Y')} – {day_text(edition.ends_on, 'j M Y')}"
    assert columns[0]["when"]["text"].startswith(f"{days} · {site}")
    assert "年" in columns[1]["when"]["text"]


def picture() -> bytes:
    """Return the bytes of a picture."""
    held = BytesIO()
    Image.new("RGB", (640, 320), "teal").save(held, "PNG")
    return held.getvalue()


def test_the_cover_has_the_picture_of_the_market(caplog: pytest.LogCaptureFixture) -> None:
    market = open_market()
    fill(market, 1)
    words = {"first": "en"}
    bare = market.clients["public"].get(f"{market.root}print/", words).content
    keep_picture(market.edition, picture(), by=None)
    pictured = market.clients["public"].get(f"{market.root}print/", words).content
    assert [len(PdfReader(BytesIO(one)).pages[0].images) for one in (bare, pictured)] == [0, 1]
    FrontPicture.objects.update(image=b"damaged")
    damaged = market.clients["public"].get(f"{market.root}print/", words)
    assert (damaged.content.startswith(b"%PDF"), "a picture cannot be printed" in caplog.text) == (True, True)


@pytest.mark.parametrize(("count", "is_listed", "first"), [(4, False, 2), (5, True, 2), (16, True, 2), (17, True, 3)])
def test_contents_stand_on_the_cover_as_long_as_they_are_short(count: int, is_listed: bool, first: int) -> None:
    market = open_market()
    fill(market, count)
    read = PdfReader(BytesIO(market.clients["public"].get(f"{market.root}print/", {"first": "en"}).content))
    before = "".join(page.extract_text() for page in read.pages[: first - 1])
    assert ("Contents" in before, before.count("Film 00") > 0) == (is_listed, is_listed or count < 6)
    assert f"Film {count - 1:02}" in read.pages[first - 1].extract_text()  # the latest first


@pytest.mark.parametrize("name", ["江城女將", "雲海書店"])
def test_a_name_is_broken_into_lines_about_equally_long(name: str) -> None:
    market = open_market()
    title = make.make_title(names=names((name, "zh-Hant", "original"), ("River", "en", "international")))
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    content = market.clients["public"].get(f"{market.root}print/", {"first": "en"}).content
    lines = PdfReader(BytesIO(content)).pages[0].extract_text().splitlines()
    stripped = [re.sub(r"[\s\u2066-\u2069]", "", line) for line in lines]
    assert [line for line in stripped if line and set(line) <= set(name)] == [name[:2], name[2:]]


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
