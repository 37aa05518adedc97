"""Word Traditional Chinese as the reader's region does: one catalogue, and the few words in which places differ.

The catalogue is worded as in Hong Kong and Macau; those of the libraries are worded as in Taiwan, or either way. Every sentence
passes here on its way to a reader. The words are those of the two governments' own sites and of the markets held there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import override, trans_real

from praya.core.texts.regions import reading_in, region

# In Hong Kong and Macau, and in Taiwan.
_WORDS = (
    ("電郵", "電子郵件"),
    ("電郵", "電子信箱"),
    ("帳戶", "帳號"),
    ("網絡", "網路"),
    ("用戶", "使用者"),
    ("視頻", "影片"),
    ("數據", "資料"),
    ("上載", "上傳"),
    ("電影節", "影展"),
    ("服務枱", "服務台"),
    ("私隱", "隱私"),
    ("職銜", "職稱"),
    ("屏幕", "螢幕"),
    ("遠程", "遠端"),
    ("批量", "批次"),
    ("即場", "現場"),
    ("傳媒", "媒體"),
    ("合拍", "合製"),
    ("舉報", "檢舉"),
    ("甚麼", "什麼"),
    ("裏", "裡"),
    ("着", "著"),
)
# Words that are the same in both regions, or part of one that is, are taken as they are: 著名, 多媒體, 聯合製片.
_SAME = ("影片", "資料", "現場", "媒體", "合製", "著")
_TO_TAIWAN = dict(reversed(_WORDS))
_TO_HONG_KONG = {taiwan: hong_kong for hong_kong, taiwan in _WORDS if taiwan not in _SAME}


_Plain = trans_real.DjangoTranslation


def _any_of(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


_TABLES = {"TW": (_any_of(_TO_TAIWAN), _TO_TAIWAN), "": (_any_of(_TO_HONG_KONG), _TO_HONG_KONG)}


@lru_cache(maxsize=8192)
def worded(text: str, where: str) -> str:
    """Return a sentence of Traditional Chinese in the words of a region; those of Hong Kong and Macau where none is known.

    >>> worded("電郵地址", "TW"), worded("電子郵件地址", "HK"), worded("使用者帳號", ""), worded("片長", "TW")
    ('電子郵件地址', '電郵地址', '用戶帳戶', '片長')
    """
    pattern, words = _TABLES["TW" if where == "TW" else ""]
    return pattern.sub(lambda found: words[found[0]], text)


class _RegionalTranslation(_Plain):
    """Translate into Traditional Chinese as it is worded where the reader of this very moment reads."""

    def gettext(self, message: str) -> str:
        """Return the sentence in the words of the reader's region."""
        return worded(super().gettext(message), region())

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the sentence for a number, in the words of the reader's region."""
        return worded(super().ngettext(msgid1, msgid2, n), region())


def in_every_wording() -> Iterator[str]:
    """Read in each language of the house in turn, in Traditional Chinese once for either way of wording it; yield its tag.

    Whatever is remembered of words for longer than a request is collected so: it must not hang on who asked first.
    """
    for language, _name in settings.LANGUAGES:
        for where in ("HK", "TW") if language == "zh-hant" else ("",):
            with override(language), reading_in(where):
                yield language


def _made(language: str, *words: Any, **named: Any) -> _Plain:
    return (_RegionalTranslation if language == "zh-hant" else _Plain)(language, *words, **named)


def word_by_region() -> None:
    """Let Django make the one translation that hangs on the region; like every other, when it is first asked for."""
    trans_real.DjangoTranslation = _made  # type: ignore[misc,assignment]
