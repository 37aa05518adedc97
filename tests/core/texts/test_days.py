"""Days are written as each language does."""

from datetime import date

import pytest
from django.utils import translation

from praya.core.templatetags.praya import day
from praya.core.texts.days import day_text
from praya.site.catalogues import compile_catalogues

TUESDAY = date(2027, 3, 16)


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("en", "Tue 16 Mar", "Tuesday 16 March 2027"),
        ("zh-hant", "3月16日 星期二", "2027年3月16日 星期二"),
        ("zh-hans", "3月16日 星期二", "2027年3月16日 星期二"),
        ("pt", "Ter, 16 Mar", "Terça-feira, 16 de Março de 2027"),
    ],
)
def test_a_day_in_each_language(language: str, short: str, long: str) -> None:
    compile_catalogues()
    with translation.override(language):
        assert (day_text(TUESDAY), day_text(TUESDAY, "l j F Y"), day(TUESDAY)) == (short, long, short)


def test_no_day_is_nothing() -> None:
    assert day(None) == ""


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        day_text(TUESDAY, "U")
