"""Every sentence of the interface is translated into every language, and a new language is only a new folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.template.defaultfilters import floatformat
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from praya.core.texts.days import day_text
from praya.core.texts.states import states
from praya.site.catalogues import compile_catalogues
from praya.site.languages import LOCALE_FOLDER, interface_languages
from praya.site.messages import catalogue, collect, main, missing, update
from tests.site.look.placeholders import misplaced

ARABIC = re.compile("[\u0621-\u064a]")
WORD = re.compile(r"\b[a-z]{2,}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|\{\w+\}")
MARKUP = re.compile(r"<[^>]+>")
CATALOGUES = sorted(LOCALE_FOLDER.glob("*/LC_MESSAGES/django.po"))


@pytest.fixture(scope="module")
def wanted() -> Iterator[dict]:
    yield collect()


def test_four_languages_besides_english_are_offered() -> None:
    named = dict(interface_languages())
    assert named == {"en": "English", "ar": "العربية", "pt": "português", "zh-hans": "简体中文", "zh-hant": "繁體中文"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_nothing_is_missing_or_guessed(path: Path, wanted: dict) -> None:
    assert missing(catalogue(path), wanted) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_placeholders_agree(path: Path) -> None:
    assert misplaced(catalogue(path)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_nothing_is_left_over(path: Path, wanted: dict) -> None:
    sentences = {(message.context or "", *_pair(message.id)) for message in catalogue(path) if message.id}
    assert sentences - set(wanted) == set()


def _pair(identity: str | tuple[str, str]) -> tuple[str, str]:
    return (identity, "") if isinstance(identity, str) else (identity[0], identity[1])


def test_the_two_chinese_catalogues_keep_to_their_scripts() -> None:
    def letters(name: str) -> set[str]:
        return set((LOCALE_FOLDER / name / "LC_MESSAGES" / "django.po").read_text())

    assert letters("zh_Hans") & set("會場請選擇參與買賣電郵時間對於儲個") == set()
    assert letters("zh_Hant") & set("会场请选择参与买卖电邮时间对于储个") - set("与") == set()


def test_states_speak_the_readers_language() -> None:
    compile_catalogues()
    with translation.override("zh-hant"):
        assert (str(states()["sent"][1]), str(states()["must"][1])) == ("已發出", "必見")
    with translation.override("pt"):
        assert str(states()["no_show"][1]) == "falta"
    with translation.override("ar"):
        assert (str(states()["must"][1]), str(states()["withdrawn"][1])) == ("ضروري", "مسحوب")


def test_arabic_counts_in_six_ways() -> None:
    compile_catalogues()
    with translation.override("ar"):
        said = [ngettext("%(n)d meeting moved", "%(n)d meetings moved", n) % {"n": n} for n in (0, 1, 2, 3, 11, 100)]
    assert said == [
        "لم يُنقل أي اجتماع",
        "نُقل اجتماع واحد",
        "نُقل اجتماعان",
        "نُقلت 3 اجتماعات",
        "نُقل 11 اجتماعًا",
        "نُقل 100 اجتماع",
    ]


def test_arabic_writes_numbers_with_a_point_and_days_with_its_comma() -> None:
    compile_catalogues()
    with translation.override("ar"):
        assert (floatformat(99.1234, 3), floatformat(1234567, "0g")) == ("99.123", "1,234,567")
        assert day_text(date(2027, 3, 16), "l j F Y") == "الثلاثاء، 16 مارس 2027"


def test_names_stand_alone_within_an_arabic_sentence() -> None:
    """Without the signs FSI and PDI the stand "1-A02" would be shown as "A02-1" behind an Arabic word."""
    compile_catalogues()
    with translation.override("ar"):
        assert gettext("Stand %(stand)s") % {"stand": "1-A02"} == "الجناح \u20681-A02\u2069"
    for message in catalogue(LOCALE_FOLDER / "ar" / "LC_MESSAGES" / "django.po"):
        for text in _texts(message.string):
            assert len(re.findall("[\u2066\u2068]", text)) == text.count("\u2069"), message.id
            assert re.findall(r"(?<!\u2068)%\((?:name|who|stand|hall|email)\)s", text) == [], message.id


def test_every_arabic_sentence_is_written_in_arabic() -> None:
    """A sentence has a word without a capital; what has none is a name, a sign or a format."""
    for message in catalogue(LOCALE_FOLDER / "ar" / "LC_MESSAGES" / "django.po"):
        if message.id and WORD.search(PLACEHOLDER.sub("", _texts(message.id)[0])):
            assert all(ARABIC.search(text) for text in _texts(message.string) if text), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_markup_agrees(path: Path) -> None:
    for message in catalogue(path):
        asked, said = ({tuple(MARKUP.findall(text)) for text in _texts(texts)} for texts in (message.id, message.string))
        assert not message.id or said <= asked, message.id


def _texts(stored: str | tuple[str, ...]) -> tuple[str, ...]:
    return (stored,) if isinstance(stored, str) else tuple(stored)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hant", "登入"), ("zh-hans", "登录"), ("pt", "Iniciar sessão"), ("ar", "تسجيل الدخول")]
)
def test_the_browsers_language_is_spoken(client: Client, language: str, heading: str) -> None:
    compile_catalogues()
    page = client.get("/accounts/login/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{heading}</h1>" in page


def test_a_folder_with_an_empty_catalogue_is_a_language(tmp_path: Path) -> None:
    folder = tmp_path / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    assert interface_languages(tmp_path) == [("en", "English"), ("ko", "한국어")]
    assert update(folder / "django.po", {("", "Agenda", ""): ["a.py"], ("wish", "Must", ""): ["b.py"]}) == 2
    written = catalogue(folder / "django.po")
    assert [(message.id, message.context) for message in written if message.id] == [("Agenda", None), ("Must", "wish")]


def test_updating_keeps_what_is_translated_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "pt" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Agenda"\nmsgstr "Agenda"\n\nmsgid "Gone"\nmsgstr "Foi-se"\n')
    left = update(path, {("", "Agenda", ""): ["a.py"], ("", "%(n)d day", "%(n)d days"): ["a.py"]})
    assert left == 1
    assert [message.id for message in catalogue(path) if message.id] == ["Agenda", ("%(n)d day", "%(n)d days")]


def test_sentences_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(
        'gettext("One")\nngettext("%(n)d cat", "%(n)d cats", n)\npgettext("verb", "Open" " it")\ngettext(name)\n'
    )
    (tmp_path / "page.html").write_text(
        '{% load i18n %}{% translate "Two (2)" %}{% translate "Open" context "noun" %}'
        "{% blocktranslate trimmed count n=n %}\n {{ n }} dog\n{% plural %}\n {{ n }} dogs\n{% endblocktranslate %}"
        '<p>gettext is a word</p>{# a note #}{% blocktranslate with a=b %}It\'s "{{ a }}"{% endblocktranslate %}'
    )
    assert list(collect(tmp_path)) == [
        ("", "Two (2)", ""),
        ("noun", "Open", ""),
        ("", "%(n)s dog", "%(n)s dogs"),
        ("", 'It\'s "%(a)s"', ""),
        ("", "One", ""),
        ("", "%(n)d cat", "%(n)d cats"),
        ("verb", "Open it", ""),
    ]


def test_a_lost_placeholder_is_named() -> None:
    known = Catalog(locale="pt")
    known.add("%(who)s asks", "pede")
    known.add("%(n)d day", "%(n)d dia")
    known.add(("%(n)d dog", "%(n)d dogs"), ("%(n)d cão", "cães"))
    assert misplaced(known) == ["%(who)s asks", "%(n)d dog"]


def test_a_form_for_one_number_may_leave_it_out() -> None:
    known = Catalog(locale="ar")
    forms = ("لا أيام", "يوم واحد", "يومان", "%(n)d أيام", "%(n)d يوم", "%(n)d يومًا")
    known.add(("%(n)d day", "%(n)d days"), forms)
    known.add(("%(who)s has %(n)d cat", "%(who)s has %(n)d cats"), ("", "قط", "", "", "", ""))
    known.add("%(n)d dog", "كلب")
    assert misplaced(known) == ["%(who)s has %(n)d cat", "%(n)d dog"]


def test_the_check_answers_for_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["ar", "pt", "zh_Hans", "zh_Hant"]
