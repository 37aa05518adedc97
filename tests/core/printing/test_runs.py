"""Write texts with their language, side and comma."""

from __future__ import annotations

from praya.core.printing.letters import STAND_IN
from praya.core.printing.runs import name_run, run, sentence, tongue_of


def test_a_tag_says_language_and_region() -> None:
    tags = {
        "zh-Hant-HK": ("zh", "HK"),
        "zh-mo": ("zh", "HK"),
        "zh_TW": ("zh", "TW"),
        "zh-SG": ("zh", "CN"),
        "zh-Hans-HK": ("zh", "CN"),
        "yue": ("zh", "HK"),
        "yue-Hans": ("zh", "CN"),
        "ja-JP": ("ja", ""),
        "EN": ("en", ""),
        "und": ("", ""),
        "x-odd": ("", ""),
        "": ("", ""),
    }
    assert {tag: (tongue_of(tag)["language"], tongue_of(tag)["region"]) for tag in tags} == tags


def test_a_language_says_side_and_comma() -> None:
    assert [tongue_of(tag)["side"] for tag in ("ar", "he-IL", "fa", "ur", "en", "zh-hant", "")] == ["rtl"] * 4 + ["ltr"] * 3
    assert [tongue_of(tag)["comma"] for tag in ("ar", "zh-hant", "ja", "pt", "")] == ["، ", "，", "、", ", ", ", "]


def test_a_name_has_the_side_of_its_letters_and_a_sentence_that_of_its_language() -> None:
    mixed = "Harbour · هونغ كونغ"
    assert [run(mixed)["side"], run(mixed, "ar")["side"], sentence(mixed, "ar")["side"], sentence(mixed, "en")["side"]] == [
        "ltr",
        "ltr",
        "rtl",
        "ltr",
    ]
    assert sentence("123", "ar")["side"] == "ltr"
    assert sentence("שלום", "")["side"] == "rtl"
    assert sentence("שלום", "en")["side"] == "ltr"


def test_a_name_is_set_in_the_language_it_is_known_in() -> None:
    assert name_run("是枝裕和", {"ja": "是枝裕和"})["language"] == "ja"
    assert name_run("吳思遠", {})["region"] == "TW"
    assert name_run("吳思遠", {"zh-HK": "吳思遠"})["region"] == "HK"
    assert name_run("Koreeda", {"ja": "Koreeda"})["language"] == ""
    assert name_run("\ue000", {"en": "Ng"})["text"] == "Ng"
    assert name_run("\ue000", {})["text"] == STAND_IN
