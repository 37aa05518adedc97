"""Look for works on the pages of an edition and of the public catalogue."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.catalogue.models import Title
from praya.core.index.actions import drop
from praya.core.texts.reading import write
from tests import builders as make
from tests.show.works.shelf import NAMES, Market, open_market

pytestmark = pytest.mark.django_db


def work(market: Market, name: str = "", **parts: object) -> str:
    """Present a title at the market's exhibitor and return its code."""
    title = make.make_title(name, owner=market.exhibitor.organisation, **parts)
    make.make_work(market.edition, title, exhibitor=market.exhibitor)
    return title.code


def shown(html: str) -> list[str]:
    """Return the names on the cards of a page, in order."""
    return re.findall(r'<h3><a href="[^"]+"><bdi[^>]*>(.*?)</bdi>', html)


@pytest.mark.parametrize("query", ["Fa yeung nin wa", "花样年华", "in the mood", "hua yang nian hua"])
def test_a_work_is_found_by_any_of_its_spellings(query: str) -> None:
    market = open_market()
    work(market, names=NAMES)
    work(market, "Quite Another Film")
    assert shown(re.sub("</?mark>", "", market.get("badge", q=query))) == ["In the Mood for Love"]


def test_a_reader_of_chinese_sees_the_chinese_name_first() -> None:
    market = open_market()
    work(market, names=NAMES)
    answer = market.clients["badge"].get(market.root, headers={"accept-language": "zh-hant"})
    assert shown(answer.content.decode()) == ["花樣年華"]


def test_filters_narrow_or_within_a_group_and_and_between_groups() -> None:
    market = open_market()
    work(market, "One", genres=["drama"], stage="completed", countries=[{"code": "HK"}])
    work(market, "Two", genres=["spy"], stage="development", countries=[{"code": "FR"}])
    work(market, "Three", genres=["drama", "spy"], stage="development", countries=[{"code": "MO"}, {"code": "HK"}])
    ask = market.clients["badge"].get
    for words, names in [
        ("genre=drama", {"One", "Three"}),
        ("genre=drama&genre=spy", {"One", "Two", "Three"}),
        ("genre=drama&stage=development", {"Three"}),
        ("country=HK", {"One", "Three"}),
        ("country=Hongkong&genre=nonsense&kind=%00", {"One", "Two", "Three"}),
        ("site=hk", {"One", "Two", "Three"}),
        ("site=la", set()),
        ("site=nowhere", set()),
    ]:
        assert set(shown(ask(f"{market.root}?{words}").content.decode())) == names, words


def test_each_group_is_counted_without_its_own_filter() -> None:
    market = open_market()
    work(market, "One", genres=["drama"], stage="completed")
    work(market, "Two", genres=["spy"], stage="completed")
    html = market.get("badge", genre="drama")
    counts = dict(re.findall(r'id="genre-(\w+)".*?facet-count">(\d+)<', html))
    assert counts == {"drama": "1", "spy": "1"}
    assert re.findall(r'id="stage-(\w+)".*?facet-count">(\d+)<', html) == [("completed", "1")]


def test_what_is_chosen_can_be_taken_away_one_by_one() -> None:
    market = open_market()
    work(market, "One", genres=["drama"])
    answer = market.clients["badge"].get(market.root, {"q": "One", "genre": "drama", "view": "list"})
    assert [(chip.label, chip.address) for chip in answer.context["chips"]] == [
        ("“One”", "genre=drama&view=list"),
        ("Genre: drama", "q=One&view=list"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_eleven_queries_however_many_works_there_are(django_assert_num_queries, count: int) -> None:
    market = open_market()
    for number in range(count):
        work(market, f"Film {number}", countries=[{"code": "HK"}], credits=[{"role": "director", "name": "Ann Hui"}])
    with django_assert_num_queries(11):
        html = market.get("badge", q="film", country="HK")
    assert len(shown(html)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_catalogue_takes_five_queries(client: Client, django_assert_num_queries, count: int) -> None:
    for number in range(count):
        make.make_title(f"Film {number}")
    make.make_title("Film for badges", level="badge")
    make.make_title("Film in a drawer", status="draft")
    with django_assert_num_queries(5):
        html = client.get("/catalogue/", {"q": "film"}).content.decode()
    assert len(shown(html)) == count


def test_pages_can_be_shared_and_the_last_is_the_last() -> None:
    market = open_market()
    for number in range(30):
        work(market, f"Film {number:02}")
    assert len(shown(market.get("badge", page="2"))) == 6
    answer = market.clients["badge"].get(market.root, {"page": "9", "view": "list"})
    assert (answer.status_code, answer["location"]) == (302, f"{market.root}?view=list&page=2")
    assert len(shown(market.get("badge", page="first"))) == 24


BAD = {
    "five thousand characters": "spy " * 1250,
    "controls": "One\x00\x07\x1b[2J",
    "an override of direction": "\u202eenO",
    "an unassigned code point": "One \u0378 \U000e0fff",
    "one Chinese character": "花",
    "nothing": "",
    "only marks": "!!! … ？",
    "a thousand combining marks": "e" + "\u0301" * 1000,
    "markup": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("query", BAD.values(), ids=BAD.keys())
def test_whatever_is_typed_is_answered(query: str) -> None:
    market = open_market()
    work(market, names=NAMES)
    for who in ("public", "badge"):
        html = market.get(who, q=query)
        assert "<script>alert" not in html
        assert "\u202e" not in html
    for path in ("map/", "print/", "compare/"):
        market.get("badge", path, q=query, **{"with": query[:50]})


def test_a_long_query_is_cut_and_said_so_and_marks_alone_list_everything() -> None:
    market = open_market()
    work(market, "One")
    assert "The query is very long" in market.get("badge", q="spy " * 1250)
    html = market.get("badge", q="!!!")
    assert "holds no letters" in html
    assert shown(html) == ["One"]


def test_only_accepted_works_are_listed_and_only_of_this_edition() -> None:
    market = open_market()
    make.make_work(market.edition, make.make_title("Waiting"), status="submitted")
    make.make_work(make.make_edition(is_public=True), make.make_title("Elsewhere"))
    work(market, "Here")
    assert shown(market.get("buyer")) == ["Here"]


def test_a_title_that_the_index_still_knows_but_nobody_may_see_is_left_out() -> None:
    market = open_market()
    code = work(market, "One")
    Title.objects.filter(code=code).update(status="withdrawn")
    assert shown(market.get("buyer")) == []
    drop("title", Title.objects.get(code=code).pk)
    assert market.get("buyer").count("No works yet") == 1


def test_the_map_shades_countries_and_leads_to_their_works() -> None:
    market = open_market()
    work(market, "One", countries=[{"code": "HK"}, {"code": "FR"}])
    work(market, "Two", countries=[{"code": "HK"}])
    html = market.get("badge", "map/", genre="")
    rows = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="num">(\d+)', html)
    assert rows == [(f"{market.root}?country=HK", "Hong Kong", "2"), (f"{market.root}?country=FR", "France", "1")]
    assert 'world.svg#HK"' in html
    assert "<title>Hong Kong: 2 works</title>" in html
    assert html.count('class="land shade-') >= 2


def test_who_can_be_met_now_is_free_in_this_slot_or_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: make.HK_MORNING)
    market = open_market()
    busy = make.make_exhibitor(market.edition, "Busy")
    work(market, "Free")
    make.make_work(market.edition, make.make_title("Taken"), exhibitor=busy)
    for number in range(2):
        guest = make.make_calendar(make.make_delegate(market.edition))
        make.make_meeting(busy.calendar, guest, make.HK_MORNING + number * timedelta(minutes=market.edition.slot_minutes))
    assert set(shown(market.get("badge"))) == {"Free", "Taken"}
    assert shown(market.get("badge", free="1")) == ["Free"]
    assert set(shown(market.get("public", free="1"))) == {"Free", "Taken"}


def test_a_card_says_by_which_spelling_it_was_found() -> None:
    market = open_market()
    work(market, names=[*NAMES, {"text": "Les Silences du désir", "tag": "fr", "kind": "other"}])
    html = market.get("badge", q="silences du desir")
    assert "found by" in html
    assert "<mark>" in html
    found = re.search(r'work-found">(.*?)</p>', html)
    assert found is not None
    assert "désir" in re.sub("<[^>]+>", "", found.group(1))


def test_a_work_without_a_picture_gets_a_poster_in_its_own_script() -> None:
    market = open_market()
    work(market, names=NAMES, logline=write({"en": "Two neighbours."}))
    html = market.get("badge")
    assert ">花樣</text>" in html
    assert ">年華</text>" in html
    assert 'class="poster of-film"' in html
