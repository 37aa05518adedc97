"""Texts fall back openly and know when their source has moved on."""

from hypothesis import given
from hypothesis import strategies as st

from praya.core.texts.reading import Reading, read, replace, write

PLACES = {"en": "Hall", "zh-Hant": "展館", "pt": "Pavilhão"}


def test_the_exact_language_comes_first() -> None:
    assert read(write(PLACES), "zh-hant") == Reading("展館", "zh-Hant")


def test_a_region_falls_back_to_its_language() -> None:
    assert read(write(PLACES), "pt-MO") == Reading("Pavilhão", "pt")


def test_chinese_falls_back_to_the_other_script_before_english() -> None:
    assert read(write(PLACES), "zh-hans") == Reading("展館", "zh-Hant")


def test_an_unknown_language_gets_english_then_the_source_then_anything() -> None:
    assert read(write(PLACES), "ko") == Reading("Hall", "en")
    assert read(write({"pt": "Pavilhão", "zh-Hant": "展館"}, source="zh-Hant"), "ko") == Reading("展館", "zh-Hant")
    assert read(write({"pt": "Pavilhão"}), "ko") == Reading("Pavilhão", "pt")


def test_nothing_reads_as_nothing() -> None:
    assert read({}, "en") == Reading("", "en")


def test_machine_texts_say_so() -> None:
    assert read(write({"pt": "Pavilhão"}, by="machine"), "pt").is_machine is True


def test_changing_the_source_makes_the_translations_stale_and_mending_one_clears_it() -> None:
    changed = replace(write(PLACES), "en", "Great hall")
    assert [read(changed, tag).is_stale for tag in ("en", "zh-Hant", "pt")] == [False, True, True]
    mended = replace(changed, "pt", "Grande pavilhão")
    assert [read(mended, tag).is_stale for tag in ("en", "zh-Hant", "pt")] == [False, True, False]


def test_writing_the_same_source_again_changes_nothing() -> None:
    assert replace(write(PLACES), "en", "Hall") == write(PLACES)


def test_the_first_text_becomes_the_source() -> None:
    assert replace({}, "pt", "Pavilhão") == {"source": "pt", "texts": {"pt": {"text": "Pavilhão", "by": "person"}}}


@given(
    st.dictionaries(st.sampled_from(["en", "zh-Hant", "zh-Hans", "pt", "ko", "ar"]), st.text(min_size=1), min_size=1),
    st.text(max_size=12),
)
def test_any_text_is_found_in_any_language(texts: dict[str, str], language: str) -> None:
    found = read(write(texts), language)
    assert found.text == texts[found.language]
