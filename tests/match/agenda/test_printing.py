"""Print agendas in many scripts, and stop for no letter."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PageObject, PdfReader

from praya.core.printing import letters
from praya.core.printing.letters import STAND_IN
from praya.meet.editions.links import ascii_link
from praya.site.catalogues import compile_catalogues
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_edition,
    make_meeting,
    make_notice,
    make_organisation,
    make_person,
    sign_in,
)
from tests.pdf import fonts_of, left_edge_of, text_of

# A name, its variants, and the font that draws it.
NAMES = {
    "吳思遠": ({"zh-HK": "吳思遠", "en": "Ng See-yuen"}, "NotoSansCJKtc-Thin"),
    "蔡明亮": ({"zh-Hant": "蔡明亮"}, "NotoSansCJKtc-Thin"),
    "张艺谋": ({"zh-Hans": "张艺谋", "en": "Zhang Yimou"}, "NotoSansCJKtc-Thin"),
    "是枝 裕和": ({"ja": "是枝 裕和", "en": "Koreeda Hirokazu"}, "NotoSansCJKtc-Thin"),
    "봉준호": ({"en": "Bong Joon-ho"}, "NotoSansCJKtc-Thin"),
    "อภิชาติพงศ์": ({"en": "Apichatpong"}, "NotoSansThai-Regular"),
    "सत्यजित": ({"en": "Satyajit"}, "NotoSansDevanagari-Regular"),
    "نادين": ({"en": "Nadine"}, "NotoSansArabic-Regular"),
    "פולמן": ({"en": "Folman"}, "NotoSansHebrew-Light"),
    "Андрей Звягинцев": ({"en": "Andrey Zvyagintsev"}, "NotoSans-Regular"),
    "Γιώργος Λάνθιμος": ({"en": "Yorgos Lanthimos"}, "NotoSans-Regular"),
    "Trần Anh Hùng": ({}, "NotoSans-Regular"),
    "José Ángel Šćepanović": ({}, "NotoSans-Regular"),
}
# Their letters change shape and place, so that a reader of PDF finds the letters but not the words.
SHAPED = ("อภิชาติพงศ์", "सत्यजित", "نادين")


def agenda_with(client: Client, names: dict[str, dict[str, str]]) -> str:
    """Return the address of the printed agenda of somebody who meets all of these."""
    edition = make_edition()
    buyer = make_delegate(edition, person=make_person("Ana Prova"))
    site = edition.sites.get(slug="hk")
    for number, (name, variants) in enumerate(names.items()):
        company = make_organisation(f"#strong[Company] $x$ @ref {number}")
        other = make_delegate(edition, person=make_person(name, names=variants), organisation=company)
        starts_at = HK_MORNING.replace(hour=1 + number // 2, minute=30 * (number % 2))
        make_meeting(calendar_of(buyer), calendar_of(other), starts_at, site=site)
    gone = make_delegate(edition, person=make_person("Gone Person"))
    make_meeting(calendar_of(buyer), calendar_of(gone), HK_MORNING.replace(day=17), status="cancelled")
    make_notice(buyer)
    sign_in(client, buyer.person.account)
    return f"/e/{edition.slug}/agenda/agenda.pdf"


def flat(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a6"])
def test_names_of_many_scripts_are_printed_whole(client: Client, paper: str, caplog: pytest.LogCaptureFixture) -> None:
    address = agenda_with(client, {name: variants for name, (variants, _font) in NAMES.items()})
    response = client.get(address, {"paper": paper})
    assert response["Content-Type"] == "application/pdf"
    shown = text_of(response.content)
    wanted = [text for name, (variants, _font) in NAMES.items() for text in (name, *variants.values())]
    assert [text for text in wanted if flat(text) not in shown and text not in SHAPED] == []
    assert [name for name in SHAPED if not set(name) <= set(shown)] == []
    assert "#strong[Company]$x$@ref0" in shown
    assert "GonePerson" not in shown
    assert STAND_IN not in shown
    assert caplog.messages == []
    assert fonts_of(response.content) == {font for _variants, font in NAMES.values()}


LETTERS = {
    "an emoji": ("Zoe \U0001f469\u200d\U0001f3a4", "Zoe\U0001f469\u200d\U0001f3a4", []),
    "an emoji nobody has": ("Zoe \U0001faff", f"Zoe{STAND_IN}", ["U+1FAFF"]),
    "an unassigned character": ("Zo\u0378e", f"Zo{STAND_IN}e", ["U+0378"]),
    "a private character": ("Zo\ue000e", f"Zo{STAND_IN}e", ["U+E000"]),
    "a lone mark": ("\u0301 Zoe", "\u0301Zoe", []),
    "a lone mark that no font has": ("\u1ac1Zoe", f"{STAND_IN}Zoe", ["U+1AC1"]),
    "a mark that turns the line around": ("Zo\u202ee", "Zoe", []),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", LETTERS)
def test_no_letter_in_a_name_stops_the_print(
    client: Client, case: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "_named", set())
    name, shown, named = LETTERS[case]
    address = agenda_with(client, {name: {}})
    for _again in range(2):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        assert f"{shown},#strong[Company]" in text_of(response.content)
    assert [message.split()[3] for message in caplog.messages] == named


@pytest.mark.django_db
def test_a_name_that_no_font_draws_gives_way_to_its_variant(client: Client) -> None:
    address = agenda_with(client, {"\ue000\ue001": {"x-own": "\ue000\ue001", "en": "Zoe Prova"}})
    shown = text_of(client.get(address).content)
    assert "ZoeProva,#strong[Company]" in shown
    assert STAND_IN not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "comma"), [("en", ","), ("ar", "،"), ("zh-hant", "，")])
def test_a_name_and_its_company_keep_their_order_on_both_sides(client: Client, language: str, comma: str) -> None:
    """In a line of either direction the name stands first: each run is isolated, and the comma is that of the reader."""
    compile_catalogues()
    edition = make_edition()
    buyer = make_delegate(edition, person=make_person("Ana Prova"))
    for number, (name, company) in enumerate((("פולמן", "מזרח"), ("Zoe", "Harbour"))):
        other = make_delegate(edition, person=make_person(name), organisation=make_organisation(company))
        make_meeting(
            calendar_of(buyer), calendar_of(other), HK_MORNING.replace(hour=1 + number), site=edition.sites.get(slug="hk")
        )
    sign_in(client, buyer.person.account)
    printed = client.get(f"/e/{edition.slug}/agenda/agenda.pdf", headers={"accept-language": language}).content
    starts = {word: left_edge_of(printed, word) for word in ("Zoe", "Harbour", "פולמן", "מזרח")}
    from_left = language != "ar"
    assert (starts["Zoe"] < starts["Harbour"]) is from_left
    assert (starts["פולמן"] < starts["מזרח"]) is from_left
    assert comma in text_of(printed)


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a6"])
@pytest.mark.parametrize(("language", "side"), [("ar", "ar R2L"), ("zh-hant", "zh-TW L2R")])
def test_the_document_says_its_language_and_its_side(client: Client, paper: str, language: str, side: str) -> None:
    compile_catalogues()
    edition = make_edition()
    buyer = make_delegate(edition)
    make_meeting(calendar_of(buyer), calendar_of(make_delegate(edition, person=make_person("Sultan Al Shamsi"))))
    sign_in(client, buyer.person.account)
    address = f"/e/{edition.slug}/agenda/agenda.pdf"
    printed = client.get(address, {"paper": paper}, headers={"accept-language": language}).content
    root = PdfReader(BytesIO(printed)).trailer["/Root"]
    assert f"{root['/Lang']} {root['/ViewerPreferences']['/Direction'].lstrip('/')}" == side


@pytest.mark.django_db
def test_an_empty_agenda_prints_and_unknown_paper_is_a4(client: Client) -> None:
    edition = make_edition()
    buyer = make_delegate(edition)
    sign_in(client, buyer.person.account)
    response = client.get(f"/e/{edition.slug}/agenda/agenda.pdf?paper=napkin")
    assert response.content[:5] == b"%PDF-"
    assert response["Content-Disposition"] == f'inline; filename="agenda-{edition.slug}.pdf"'


def links_of(printed: bytes) -> list[tuple[int, str, list[float]]]:
    """Return what can be tapped: on which page, where it leads and the sides of its area."""
    found = []
    for number, page in enumerate(PdfReader(BytesIO(printed)).pages, 1):
        for one in page.get("/Annots", []):
            annotation = one.get_object()
            found.append((number, str(annotation["/A"]["/URI"]), [float(side) for side in annotation["/Rect"]]))
    return found


ROOM = "https://港.example.org/房?x=" + "long-" * 60


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a6"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_room_of_an_online_meeting_is_a_link_with_its_address(client: Client, paper: str, language: str) -> None:
    """As on the page and in the calendar; a folded sheet is made of pictures and has its links all the same."""
    compile_catalogues()
    edition = make_edition()
    buyer = make_delegate(edition)
    edition.online_link = "https://meet.example.org/{meeting}"
    edition.save()
    others = [calendar_of(make_delegate(edition)) for _ in range(4)]
    own, hours = calendar_of(buyer), [HK_MORNING.replace(hour=hour) for hour in (1, 3, 5, 7)]
    first = make_meeting(own, others[0], hours[0])
    make_meeting(own, others[1], hours[1], site=edition.sites.get(slug="hk"))
    make_meeting(own, others[2], hours[2], link=ROOM)
    make_meeting(own, others[3], hours[3], status="cancelled", link="https://rooms.example.org/gone")
    sign_in(client, buyer.person.account)
    headers = {"accept-language": language}
    printed = client.get(f"/e/{edition.slug}/agenda/agenda.pdf", {"paper": paper}, headers=headers).content
    wanted = [f"https://meet.example.org/{first.code}", ascii_link(ROOM)]
    assert sorted({address for _page, address, _area in links_of(printed)}) == sorted(wanted)
    shown = text_of(printed)
    assert f"https://meet.example.org/{first.code}" in shown
    assert ("long-" * 60 in shown, "rooms.example.org" in shown) == (True, False)
    width, height = (float(side) for side in PdfReader(BytesIO(printed)).pages[0].mediabox[2:])
    for address in wanted:
        # One link may be several areas, line by line.
        areas = [area for _page, one, area in links_of(printed) if one == address]
        left, bottom, right, top = (pick(sides) for pick, sides in zip((min, min, max, max), zip(*areas)))
        assert (0 <= left < right - 30, right <= width, 0 <= bottom < top - 4, top <= height) == (True,) * 4


@pytest.mark.django_db
def test_where_nobody_has_said_in_which_room_nothing_is_tapped(client: Client) -> None:
    edition = make_edition()
    buyer = make_delegate(edition)
    make_meeting(calendar_of(buyer), calendar_of(make_delegate(edition)))
    sign_in(client, buyer.person.account)
    for paper in ("a4", "a6"):
        assert links_of(client.get(f"/e/{edition.slug}/agenda/agenda.pdf", {"paper": paper}).content) == []


@pytest.mark.django_db
def test_the_links_of_a_folded_sheet_lie_on_their_own_quarters(client: Client) -> None:
    """The second and the third page stand on their heads in the upper half."""
    edition = make_edition()
    buyer = make_delegate(edition)
    for number in range(16):
        starts_at = HK_MORNING.replace(hour=1 + number // 2, minute=30 * (number % 2))
        link = f"https://rooms.example.org/{number:02}"
        make_meeting(calendar_of(buyer), calendar_of(make_delegate(edition)), starts_at, link=link)
    sign_in(client, buyer.person.account)
    printed = client.get(f"/e/{edition.slug}/agenda/agenda.pdf", {"paper": "a6"}).content
    page = PdfReader(BytesIO(printed)).pages[0]
    width, height = (float(side) for side in page.mediabox[2:])
    quarters = [(bottom > height / 2, left > width / 2) for _page, _address, (left, bottom, _right, _top) in links_of(printed)]
    assert len(quarters) == 16
    assert [quarter for number, quarter in enumerate(quarters) if quarter not in quarters[:number]] == [
        (False, True),
        (True, True),
    ]
    for (is_up, _is_right), (_page, address, (left, bottom, right, top)) in zip(quarters, links_of(printed), strict=True):
        ((x, y),) = places_of(page, address.removeprefix("https://"))
        down = SMALL_PAGE - y
        across, up = (width - x, height / 2 + down) if is_up else (width / 2 + x, height / 2 - down)
        assert left - 1 <= across <= right + 1 and bottom - 1 <= up <= top + 1, address


SMALL_PAGE = 148 / 25.4 * 72  # the height of A6 in points


def places_of(page: PageObject, word: str) -> list[tuple[float, float]]:
    """Return where pieces of text begin that have a word in them, in points on the small page that holds them."""
    found: list[tuple[float, float]] = []

    def look(text: str, outer: list[float], _inner: list[float], _font: object, _size: float) -> None:
        if word in text:
            found.append((outer[4], outer[5]))

    page.extract_text(visitor_text=look)
    return found
