"""Traditional Chinese is worded as in Hong Kong or as in Taiwan, never half as in the one and half as in the other."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override, pgettext

from praya.core.texts.regional import word_by_region, worded
from praya.core.texts.regions import reading_in
from praya.site.languages import LOCALE_FOLDER

HONG_KONG = (
    "電郵",
    "帳戶",
    "網絡",
    "用戶",
    "視頻",
    "數據",
    "上載",
    "電影節",
    "枱",
    "私隱",
    "職銜",
    "屏幕",
    "遠程",
    "批量",
    "即場",
    "傳媒",
    "合拍",
    "舉報",
    "甚麼",
    "裏",
    "着",
)
TAIWAN = (
    "電子郵件",
    "電子信箱",
    "帳號",
    "網路",
    "使用者",
    "上傳",
    "影展",
    "服務台",
    "隱私",
    "職稱",
    "螢幕",
    "遠端",
    "批次",
    "檢舉",
    "什麼",
    "裡",
    "留著",
)


def sentences() -> list[object]:
    with (LOCALE_FOLDER / "zh_Hant/LC_MESSAGES/django.po").open("rb") as file:
        return [one.id for one in read_po(file) if one.id]


@pytest.mark.parametrize(("where", "foreign"), [("TW", HONG_KONG), ("HK", TAIWAN), ("MO", TAIWAN), ("", TAIWAN)])
def test_no_sentence_has_a_word_of_the_other_region(where: str, foreign: tuple[str, ...]) -> None:
    with override("zh-hant"), reading_in(where):
        ours = [gettext(one) if isinstance(one, str) else ngettext(*one, 2) for one in sentences()]  # type: ignore[misc]
        # Sentences of the libraries, which are worded as in Taiwan or either way.
        theirs = [gettext("Enter a valid email address."), gettext("User"), gettext("Accounts"), gettext("Username")]
    assert len(ours) > 3000
    assert [text for text in (*ours, *theirs) if any(word in text for word in foreign)] == []


def test_plurals_and_sentences_with_a_context_are_worded_too() -> None:
    with override("zh-hant"), reading_in("TW"):
        assert "帳號" in gettext("Account")
        assert worded("電郵", "TW") == "電子郵件"
        assert pgettext("no such context", "Account") == "Account"
        assert "電郵" not in ngettext("%(count)d letter goes out.", "%(count)d letters go out.", 2)


def test_other_languages_are_left_as_they_are() -> None:
    told = []
    for where in ("TW", "HK"):
        with reading_in(where):
            for language in ("zh-hans", "pt", "ar", "en"):
                with override(language):
                    told.append((language, gettext("Account")))
    assert told[:4] == told[4:]


def test_it_is_set_up_once_however_often_it_is_asked_for() -> None:
    with override("zh-hant"), reading_in("TW"):
        before = gettext("Account")
        word_by_region()
        assert gettext("Account") == before
