"""A text without a mark is read as what was written, or refused: never as another text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

import pytest

from praya.core.sheets.charsets import encoding_of, readings

# Names as they stand in lists of delegates, with the encodings in which such lists are saved.
LISTS: dict[str, tuple[Sequence[str], str]] = {
    "ko": (
        ["cp949"],
        "김민수,한강영화사;이서연,서울미디어;박지훈,부산필름;최은영,미래영상;정우진,남산 픽처스;강하늘,한빛엔터테인먼트",
    ),
    "ja": (
        ["cp932", "euc_jp"],
        "佐藤健,東京映画;鈴木一郎,大阪放送;高橋美咲,さくら企画;渡辺渡,スタジオ風;山本薫,京都映像;加藤葵,松竹",
    ),
    "zh-Hans": (
        ["gb18030"],
        "陈大文,海港影业;王晓明,北京电影公司;李娜,上海传媒;张伟,长城影视;刘洋,华谊兄弟;徐峥,真乐道;郭帆,郭帆文化",
    ),
    "zh-Hant": (
        ["big5hkscs", "gb18030"],
        "陳大文,海港影業;林小美,台北電影;黃國華,環球傳媒;劉德華,映藝;侯孝賢,三視多媒體;許鞍華,青田",
    ),
    "ru": (
        ["cp1251", "koi8_u", "mac_cyrillic", "cp866", "iso8859_5"],
        "Иван Петров,Мосфильм;Анна Смирнова,Ленфильм;Олег Кузнецов,Студия Восток;Щукин Жанна,Южный;Фёдор Бондарчук,Арт Пикчерс",
    ),
    "west": (
        ["cp1252", "mac_roman", "cp850"],
        "José Muñoz,Película;François Lefèvre,Cinéma;Zoë Brontë,Forêt;João Ribeiro,Produções;Jürgen Müller,Köln Film;"
        "Käthe Groß,Straße;Björn Ödegård,Svensk;Søren Ærø,København;Päivi Mäkelä,Yleisö",
    ),
    "middle": (
        ["cp1250", "iso8859_2", "mac_latin2", "cp852"],
        "Łukasz Żółć,Wrocław;Małgorzata Śliwińska,Łódź Film;Jiří Novák,Česká televize;Kovács Gergő,Budapest;Željko Đurić,Šibenik",
    ),
    "el": (["cp1253", "mac_greek", "cp737"], "Γιώργος Παπαδόπουλος,Αθήνα Φιλμ;Ελένη Δημητρίου,Ελλάς;Νίκος Ξανθός,Θεσσαλονίκη"),
    "tr": (["cp1254", "mac_turkish"], "Çağla Yılmaz,İstanbul;Oğuz Şahin,Işık;Gökçe Güneş,Boğaziçi"),
    "he": (["cp1255"], "דוד כהן,תל אביב;יעל לוי,ירושלים סרטים;משה פרידמן,חיפה"),
    "ar": (["cp1256"], "محمد علي,القاهرة للإنتاج;فاطمة حسن,بيروت;يوسف شاهين,أفلام مصر"),
    "th": (["cp874"], "สมชาย ใจดี,กรุงเทพ ฟิล์ม;อภิชาติพงศ์,คิก เดอะ แมชชีน"),
    "baltic": (["cp1257", "iso8859_13"], "Šarūnas Žukauskas,Lietuvos kinas;Jānis Bērziņš,Rīga;Õnne Pärn,Tallinn"),
    "johab": (["johab"], "김민수,한강영화사;이서연,서울미디어"),
}
FORMS: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper, str.title)


def sheets(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield lists of one person, of each two, and of all, in each form of letters and each encoding."""
    encodings, rows = LISTS[name][0], LISTS[name][1].split(";")
    chosen = [*([row] for row in rows), *map(list, itertools.pairwise(rows)), rows]
    for encoding, form, lines in itertools.product(encodings, FORMS, chosen):
        text = "\n".join(["name,organisation", *map(form, lines)]) + "\n"
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        try:
            content.decode()
        except UnicodeDecodeError:
            yield text, content


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_read_as_another_text(name: str) -> None:
    read = [(text, content.decode(encoding)) for text, content in sheets(name) if (encoding := encoding_of(content))]
    assert [pair for pair in read if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("name", "least"), [("ko", 0.9), ("ja", 0.95), ("zh-Hans", 0.8), ("zh-Hant", 0.9), ("ru", 0.7), ("ar", 0.95)]
)
def test_most_lists_are_read(name: str, least: float) -> None:
    found = [bool(encoding_of(content)) for _text, content in sheets(name)]
    assert sum(found) / len(found) >= least


def test_lists_of_one_page_are_read() -> None:
    """Show that what is refused is short: nine Western names are enough."""
    text = "\n".join(LISTS["west"][1].split(";"))
    assert [encoding_of(text.encode(encoding)) for encoding in ("cp1252", "mac_roman", "cp850")] == [
        "cp1252",
        "mac_roman",
        "cp850",
    ]


@pytest.mark.parametrize(
    ("name", "encoding"), [("ru", "koi8_u"), ("ru", "iso8859_5"), ("middle", "cp1250"), ("west", "mac_roman")]
)
def test_two_names_are_enough_where_signs_stand_as_in_their_script(name: str, encoding: str) -> None:
    """Show that Latin signs are expected among plain letters, and those of other scripts are not."""
    text = "\n".join(["name", *LISTS[name][1].split(";")[:2]])
    assert encoding_of(text.encode(encoding)) == encoding


def test_two_syllables_could_be_anything() -> None:
    content = "김민".encode("cp949")
    assert encoding_of(content) == ""
    assert len(readings(content)) > 3


@pytest.mark.parametrize("mark", [",", ";", " "])
def test_a_line_longer_than_the_sample_is_judged_by_its_beginning(mark: str) -> None:
    text = mark.join(LISTS["ko"][1].split(";") * 300)
    assert len(text.encode("cp949")) > 20_000
    assert encoding_of(text.encode("cp949")) == "cp949"


def test_a_planted_wrong_judge_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that the test of all lists can fail: without a margin, some are read as another text."""
    monkeypatch.setattr("praya.core.sheets.charsets.MARGIN", 0.0)
    assert [text for text, content in sheets("west") if (e := encoding_of(content)) and content.decode(e) != text]
