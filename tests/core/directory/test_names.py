"""Names keep their scripts: which variant stands beside them, which letters stand for them."""

import pytest

from praya.core.directory.names import initials, language_of, mark, native_name, script_of, second_name


@pytest.mark.parametrize(
    ("name", "script", "language", "letters"),
    [
        ("Maria do Carmo Vasques", "Latn", "", "MV"),
        ("Li", "Latn", "", "L"),
        ("Jean-Luc Moreau", "Latn", "", "JM"),
        ("葉詠曦", "Hani", "zh", "詠曦"),
        ("李安", "Hani", "zh", "李安"),
        ("林 ゆき", "Kana", "ja", "林"),
        ("中村ゆき", "Kana", "ja", "中村"),
        ("서하은", "Hang", "ko", "하은"),
        ("سلمى الخطيب", "Arab", "ar", "س\u200cا"),
        ("เนตร ไชยวงศ์", "Thai", "th", "นช"),
        ("काव्या देशमुख", "Deva", "hi", "कद"),
        ("Ανθή Λιακοπούλου", "Grek", "", "ΑΛ"),
        ("Ольга Мельник", "Cyrl", "", "ОМ"),
        ("", "Latn", "", ""),
    ],
)
def test_script_language_and_initials(name: str, script: str, language: str, letters: str) -> None:
    assert (script_of(name), language_of(name), initials(name)) == (script, language, letters)


def test_combining_marks_stay_with_their_letter() -> None:
    assert initials("E\u0301mile Zola") == "E\u0301Z"


def test_an_organisation_is_marked_by_the_letters_its_name_begins_with() -> None:
    assert [mark(name) for name in ("Lantern Pier Pictures", "燈籠碼頭影業", "")] == ["LP", "燈籠", ""]


def test_the_second_name_is_in_another_script_and_the_readers_own_first() -> None:
    names = {"zh-Hant": "葉詠曦", "zh-Hans": "叶咏曦", "pt": "Yip Vitória"}
    assert second_name("Yip Wing-hei", names, "en") == ("zh-Hant", "葉詠曦")
    assert second_name("Yip Wing-hei", names, "zh-hans") == ("zh-Hans", "叶咏曦")
    assert second_name("Yip Wing-hei", names, "zh-SG") == ("zh-Hant", "葉詠曦")


def test_a_name_alone_has_no_second() -> None:
    assert second_name("Yip Wing-hei", None, "en") == ("", "")
    assert second_name("葉詠曦", {"zh-Hans": "叶咏曦"}, "en") == ("", "")


def test_the_native_name_is_the_first_that_is_not_latin() -> None:
    assert native_name("Yip Wing-hei", {"pt": "Yip Vitória", "zh-Hant": "葉詠曦"}) == "葉詠曦"
    assert native_name("葉詠曦", {"en": "Yip Wing-hei"}) == "葉詠曦"
    assert native_name("Maria Vasques", None) == "Maria Vasques"
