"""Check documents before they are stored: each fault names its place and what would be right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.core.catalogue.document import TITLE
from praya.core.documents.checking import faults_of, tidy
from praya.core.texts.plain import is_plain
from praya.core.texts.reading import write
from tests.builders import make_document

LONG = "x" * 20_001


def wrong(**parts: Any) -> list[tuple[str, str]]:
    """Return the faults of an otherwise sound document."""
    return [(fault.place, fault.message) for fault in faults_of(TITLE, tidy(TITLE, make_document("A", **parts)))]


def places(**parts: Any) -> list[str]:
    """Return where an otherwise sound document is wrong."""
    return [place for place, _message in wrong(**parts)]


def test_a_sound_document_has_no_fault() -> None:
    assert (
        wrong(
            countries=[{"code": "HK", "share": 60}, {"code": "FR", "share": 40}],
            languages=["yue", "zh-Hant"],
            genres=["drama"],
            budget_low=100,
            budget_high=200,
            secured_low=50,
            secured_high=60,
            seeking=[{"what": "finance", "where": ["CA"], "note": ""}],
            materials=[{"kind": "deck", "label": "", "address": "https://example.org/deck", "level": "buyer"}],
            identifiers={"eidr": "10.5240/7ec7-228a-510a-053e-cbb8-j"},
            logline=write({"en": "One", "ar": "واحد"}),
            prizes=[{"prize": "Best film", "event": "Macao", "year": 2024, "country": "MO"}],
            showings=[{"event": "Cannes", "place": "Cannes", "country": "FR", "on": "2024-05-20", "is_public": True}],
            visibility={"budget": "buyer"},
            versions=[{"tag": "en", "is_subtitled": True}],
        )
        == []
    )


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"names": []}, "names"),
        ({"names": [{"text": "A", "level": "buyer"}]}, "names"),
        ({"names": [{"text": "A", "tag": "klingonish"}]}, "names.0.tag"),
        ({"names": [{"text": "A", "kind": "nick"}]}, "names.0.kind"),
        ({"names": [{"text": "A" * 201}]}, "names.0.text"),
        ({"names": [{"text": "A"}, {"text": "B", "level": "everyone"}]}, "names.1.level"),
        ({"kind": "opera"}, "kind"),
        ({"stage": ""}, "stage"),
        ({"kind": ""}, "kind"),
        ({"year": 1700}, "year"),
        ({"year": "soon"}, "year"),
        ({"minutes": True}, "minutes"),
        ({"episodes": 0}, "episodes"),
        ({"genres": ["drama", "soup"]}, "genres.1"),
        ({"countries": [{"code": "ZZZ", "share": None}]}, "countries.0.code"),
        ({"countries": [{"code": "HK", "share": 70}, {"code": "FR", "share": 40}]}, "countries"),
        ({"languages": ["en", "Elvish"]}, "languages.1"),
        ({"versions": [{"tag": "xx"}]}, "versions.0.tag"),
        ({"currency": "PEARLS"}, "currency"),
        ({"budget_low": 5}, "budget_high"),
        ({"budget_low": 5, "budget_high": 4}, "budget_high"),
        ({"budget_low": -1, "budget_high": 4}, "budget_low"),
        ({"budget_low": "a lot", "budget_high": 4}, "budget_low"),
        ({"budget_low": 5, "budget_high": 5, "secured_low": 6, "secured_high": 6}, "secured_high"),
        ({"seeking": [{"what": "", "note": "money"}]}, "seeking.0.what"),
        ({"seeking": [{"what": "finance", "where": ["Atlantis"]}]}, "seeking.0.where"),
        ({"seeking": [{"what": "finance", "where": [""]}]}, "seeking.0.where"),
        ({"materials": [{"kind": "deck", "address": "http://a"}]}, "materials.0.address"),
        ({"materials": [{"kind": "deck", "address": "javascript:alert(1)"}]}, "materials.0.address"),
        ({"materials": [{"kind": "film", "address": "https://a"}]}, "materials.0.kind"),
        ({"materials": [{"kind": "deck", "address": "https://a b"}]}, "materials.0.address"),
        ({"materials": [{"kind": "deck", "address": "https://a", "level": "everyone"}]}, "materials.0.level"),
        ({"visibility": {"soul": "buyer"}}, "visibility"),
        ({"visibility": {"budget": "nobody"}}, "visibility.budget"),
        ({"level": "request"}, "level"),
        ({"credits": [{"role": "king", "name": "A"}]}, "credits.0.role"),
        ({"credits": [{"role": "cast", "name": "", "note": "as herself"}]}, "credits.0.name"),
        ({"credits": [{"role": "cast", "name": "A" * 201}]}, "credits.0.name"),
        ({"prizes": [{"prize": "", "event": "Macao"}]}, "prizes.0.prize"),
        ({"prizes": [{"prize": "A", "year": 3000}]}, "prizes.0.year"),
        ({"showings": [{"event": "A", "on": "20 May"}]}, "showings.0.on"),
        ({"showings": [{"event": "A", "country": "Atlantis"}]}, "showings.0.country"),
        ({"prizes": [{"prize": "A", "country": "Atlantis"}]}, "prizes.0.country"),
        ({"showings": [{"event": "", "place": "Macau"}]}, "showings.0.event"),
        ({"identifiers": {"eidr": "10.5240/7EC7-228A-510A-053E-CBB8-K"}}, "identifiers.eidr"),
        ({"credits": [{"role": "cast", "name": f"A{n}"} for n in range(201)]}, "credits"),
        ({"synopsis": write({"en": "fine", "pt": LONG})}, "synopsis.texts.pt.text"),
        ({"logline": write({"en": "evil\u202egnp"})}, "logline.texts.en.text"),
        ({"themes": ["fine", "a\x07b"]}, "themes.1"),
        ({"themes": ["\U000e01f0"]}, "themes.0"),
        ({"themes": ["\x07" * 20_000]}, "themes.0"),
    ],
)
def test_each_fault_is_found_at_its_place(parts: dict[str, Any], place: str) -> None:
    assert place in places(**parts)
    assert len(set(places(**parts))) == 1


def test_sentences_say_what_would_be_right() -> None:
    said = dict(wrong(year="soon", synopsis=write({"en": LONG}), countries=[{"code": "Atlantis"}]))
    assert said == {
        "year": "Type a whole number from 1888 to 2100.",
        "synopsis.texts.en.text": "This text has 20001 characters; 20000 are the most.",
        "countries.0.code": "“Atlantis” is no country or region code. Use two letters such as HK, FR or MO.",
    }


def test_tidying_keeps_whatever_says_something() -> None:
    clean = tidy(
        TITLE,
        make_document(
            " A ",
            credits=[{"role": "cast", "name": "", "note": ""}, {"role": "cast", "name": "", "note": "x"}],
            countries=[{"code": "", "share": 4}],
            identifiers={"eidr": " 10.5240/7ec7-228a-510a-053e-cbb8-j ", "imdb": ""},
            prizes=[{"prize": "", "event": "Macao"}],
            themes=["", "jazz"],
            visibility={"budget": ""},
        ),
    )
    assert clean["names"][0]["text"] == "A"
    assert clean["credits"] == [{"role": "cast", "name": "", "note": "x"}]
    assert (clean["countries"], clean["themes"], clean["visibility"]) == ([], ["jazz"], {})
    assert clean["identifiers"] == {"eidr": "10.5240/7EC7-228A-510A-053E-CBB8-J"}
    assert clean["prizes"] == [{"prize": "", "event": "Macao"}]


def test_letters_are_composed() -> None:
    assert tidy(TITLE, make_document("Cafe\u0301"))["names"][0]["text"] == "Café"


@given(st.text())
def test_plain_text_can_be_shown(text: str) -> None:
    if is_plain(text):
        assert not set(text) & set("\u202e\u2066\x00\x1b\ufeff")


@given(
    st.dictionaries(
        st.sampled_from(["year", "kind", "genres", "names", "credits", "budget_low", "identifiers", "logline", "level"]),
        st.one_of(st.none(), st.text(max_size=12), st.integers(), st.booleans()),
    )
)
def test_plain_values_of_any_sort_are_faults_and_never_errors(parts: dict[str, Any]) -> None:
    lists = {"genres": [], "names": [], "credits": [], "identifiers": {}, "logline": {}}
    document = make_document("A") | {name: lists.get(name, value) for name, value in parts.items()}
    assert isinstance(faults_of(TITLE, tidy(TITLE, document)), list)


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [
        *((tag, True) for tag in ("yue", "zh-Hant-HK", "cmn", "en", "EN", "", "und", "eng", "apc", "pt_BR")),
        *((tag, False) for tag in ("xx", "root", "a b", "klingonish")),
    ],
)
def test_languages(tag: str, is_one: bool) -> None:
    assert (places(languages=[tag]) == []) is is_one


def test_figures_are_told_their_bounds() -> None:
    low, most = "Type a whole number from", 10**15
    assert wrong(
        year="",
        episodes="",
        minutes="",
        countries=[{"code": "HK", "share": "half"}],
        budget_low="",
        budget_high="",
        secured_low="",
        secured_high="",
        prizes=[{"prize": "A", "year": ""}],
    ) == [
        ("year", f"{low} 1888 to 2100."),
        ("minutes", f"{low} 1 to 6000."),
        ("episodes", f"{low} 1 to 20000."),
        ("countries.0.share", f"{low} 0 to 100."),
        *((name, f"{low} 0 to {most}.") for name in ("budget_low", "budget_high", "secured_low", "secured_high")),
        ("prizes.0.year", f"{low} 1888 to 2100."),
    ]


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ({"year": 1888}, {"year": 1887}),
        ({"year": 2100}, {"year": 2101}),
        ({"names": [{"text": "A" * 200}]}, {"names": [{"text": "A" * 201}]}),
        ({"synopsis": write({"en": "x" * 20_000})}, {"synopsis": write({"en": LONG})}),
        ({"themes": ["x"] * 200}, {"themes": ["x"] * 201}),
        ({"credits": [{"name": "A", "note": "x" * 200}]}, {"credits": [{"name": "A", "note": "x" * 201}]}),
        (
            {"countries": [{"code": "HK", "share": 60}, {"code": "FR", "share": 40}]},
            {"countries": [{"code": "HK", "share": 60}, {"code": "FR", "share": 41}]},
        ),
        (
            {"budget_low": 5, "budget_high": 6, "secured_low": 6, "secured_high": 6},
            {"budget_low": 5, "budget_high": 6, "secured_low": 6, "secured_high": 7},
        ),
    ],
)
def test_a_bound_itself_is_within(within: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert (places(**within), len(places(**beyond))) == ([], 1)


def test_a_note_too_long_is_refused_rather_than_cut() -> None:
    assert wrong(credits=[{"role": "cast", "name": "A", "note": "x" * 250}]) == [
        ("credits.0.note", "This text has 250 characters; 200 are the most.")
    ]


def test_rows_may_leave_out_what_they_do_not_say() -> None:
    rows = {
        "names": [{"text": "A"}],
        "credits": [{"name": "B"}],
        "countries": [{"code": "HK"}],
        "versions": [{"tag": "en"}],
        "materials": [{"address": "https://a"}],
        "prizes": [{"prize": "C"}],
        "showings": [{"event": "D"}],
    }
    assert wrong(**rows) == []


def test_what_a_row_cannot_do_without_is_asked_for() -> None:
    named = "Type a name, or empty the whole row."
    country = "“” is no country or region code. Use two letters such as HK, FR or MO."
    bare = make_document("A", **{name: [{}] for name in ("credits", "prizes", "showings", "countries", "versions")})
    bare["names"].append({})
    del bare["currency"]
    assert [(fault.place, fault.message) for fault in faults_of(TITLE, bare)] == [
        ("names.1.text", named),
        ("countries.0.code", country),
        ("credits.0.name", named),
        ("currency", "“” is no currency code. Use three letters such as USD, HKD or CNY."),
        ("prizes.0.prize", named),
        ("showings.0.event", named),
    ]


def test_line_breaks_are_kept_and_letters_composed_around_them() -> None:
    assert tidy(TITLE, make_document("A", themes=[" Cafe\u0301\nnoir\t "]))["themes"] == ["Café\nnoir"]


@pytest.mark.parametrize("text", ["a\n\x00", "\ud800", "\ue000", "\U000e01f0", "\u200e", "\x07"])
def test_what_cannot_be_shown_is_not_plain(text: str) -> None:
    assert is_plain(text) is False
