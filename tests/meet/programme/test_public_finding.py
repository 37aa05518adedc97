"""Sessions and people of a released programme are found by any spelling of their names, and by nothing that was not released."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.core.features.palette import Asked
from praya.core.texts.reading import read, write
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.models import Session
from praya.meet.programme.palette import found_sessions
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING

pytestmark = pytest.mark.django_db
TOLD = "/e/spring/programme/"


def titled(edition: Any, texts: dict[str, str], *, at: Any = HK_MORNING, **fields: Any) -> Session:
    session = make.make_session(edition, **fields)
    Session.objects.filter(pk=session.pk).update(title=write(texts))
    make.make_placement(session, at)
    return session


def found(words: str, client: Client | None = None, **wanted: str) -> list[tuple[str, str]]:
    """Return the titles that are found, the nearest first, each with why it is there."""
    page = (client or Client()).get(TOLD, {"q": words, **wanted})
    sought = page.context["sought"]
    return [(read(one.title, "en").text, str(sought.matches[one.code].why)) for one in page.context["rows"]]


def people(words: str, client: Client | None = None) -> list[str]:
    return [one.person.name for one in (client or Client()).get(TOLD, {"q": words}).context["called"]]


@pytest.fixture
def told(edition: Any) -> Any:
    """Release a forum with a speaker of two scripts, a pitch of a fund, and a screening of a work."""
    forum = titled(edition, {"en": "Harbour forum", "zh-Hant": "海港論壇", "ar": "منتدى الميناء"})
    chan = make.make_person("Chan Tai Man", names={"zh-Hant": "陳大文"})
    make.make_part(forum, chan, role="moderator")
    pitch = titled(edition, {"en": "Evening pitches"}, at=HK_AFTERNOON, kind="pitch")
    make.make_host(pitch, make.make_organisation("Lantern Fund"), role="supporter")
    make.make_part(pitch, make.make_person("Chandra Lee"))
    screening = titled(edition, {"en": "Night screening"}, at=HK_AFTERNOON, kind="screening")
    for name, level in (("The Paper Boat", "public"), ("Secret Kite", "badge")):
        title = make.make_title(name, level=level)
        make.make_work(edition, title)
        make.make_presented(screening, title)
    make.make_release(edition)
    return edition


@pytest.mark.parametrize("words", ["harbour forum", "海港論壇", "海港论坛", "論壇", "منتدى", "forum harb"])
def test_a_session_is_found_by_its_title_in_every_language_and_script(words, told) -> None:
    assert found(words)[0] == ("Harbour forum", "")


@pytest.mark.parametrize("words", ["陳大文", "陈大文", "Chan Tai Man", "Chan", "陳", "Chen Dawen"])
def test_a_speaker_is_found_in_any_script_and_brings_the_sessions_with_the_reason(words, told) -> None:
    assert people(words)[0] == "Chan Tai Man"
    assert found(words)[0] == ("Harbour forum", "Moderator: Chan Tai Man")


def test_what_is_called_so_comes_before_whom_it_is_brought_by_and_before_what_only_sounds_so(told) -> None:
    titled(told, {"en": "Chan and her films"}, at=HK_AFTERNOON)
    make.make_release(told)
    assert found("chan")[:3] == [
        ("Chan and her films", ""),
        ("Harbour forum", "Moderator: Chan Tai Man"),
        ("Evening pitches", "Speaker: Chandra Lee"),
    ]
    text = Client().get(TOLD, {"q": "chan"}).content.decode()
    assert text.index("Chan and her films") < text.index("Through who or what is in them") < text.index("Evening pitches")


def test_companies_works_and_the_title_with_the_people_find_sessions(told) -> None:
    assert found("lantern fund") == [("Evening pitches", "Supporter: Lantern Fund")]
    assert found("paper boat") == [("Night screening", "Work: The Paper Boat")]
    assert found("forum chan") == [("Harbour forum", "in the title and in who is in it")]
    assert found("zebra") == []


def test_a_work_is_found_by_those_who_may_read_of_it(told) -> None:
    assert found("secret kite") == []
    badge = make.sign_in(Client(), make.make_delegate(told).person.account)
    assert found("secret kite", badge) == [("Night screening", "Work: Secret Kite")]


def test_another_spelling_of_a_person_finds_them_where_the_record_may_be_read(told) -> None:
    known = {"level": "badge", "aliases": [{"text": "Zhu Xiaolan", "tag": "", "kind": "former", "source": ""}]}
    session = titled(told, {"en": "Keynote"})
    make.make_part(session, make.make_person("Ana Silva", **known))
    make.make_release(told)
    assert (people("Zhu Xiaolan"), found("Zhu Xiaolan")) == ([], [])
    badge = make.sign_in(Client(), make.make_delegate(told).person.account)
    assert (people("Zhu Xiaolan", badge), found("Zhu Xiaolan", badge)) == (["Ana Silva"], [("Keynote", "Speaker: Ana Silva")])


def test_nothing_is_found_by_what_is_not_released(told) -> None:
    draft = titled(told, {"en": "Unheard draft"}, state="draft")
    make.make_part(draft, make.make_person("Hidden Guest"))
    Session.objects.filter(kind="forum", state="confirmed").update(title=write({"en": "Renamed in secret"}))
    for words in ("unheard", "hidden guest", "renamed"):
        assert (found(words), people(words)) == ([], [])
    assert found("harbour")[0][0] == "Harbour forum"


def test_words_go_together_with_the_filter_and_are_counted_with_it(told) -> None:
    titled(told, {"en": "Harbour pitch"}, kind="pitch")
    make.make_release(told)
    assert [title for title, _why in found("harbour")] == ["Harbour forum", "Harbour pitch"]
    assert [title for title, _why in found("harbour", kind="pitch")] == ["Harbour pitch"]
    assert [title for title, _why in found("harbour", day="2027-03-17")] == ["Harbour forum", "Harbour pitch"]


@pytest.mark.parametrize("words", ["…", "& / -", " "])
def test_signs_alone_are_not_typed(words, told) -> None:
    page = Client().get(TOLD, {"q": words})
    assert (page.context["sought"], len(page.context["rows"])) == (None, 3)


@pytest.mark.parametrize("words", ["x" * 100, "'\"><script>", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "陳" * 100, "%s %(a)s", "a " * 49])
def test_hostile_words_find_nothing_and_break_nothing(words, told) -> None:
    page = Client().get(TOLD, {"q": words})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace('<script src="', "")


def test_the_palette_finds_sessions_by_who_is_in_them_and_says_so(told) -> None:
    draft = titled(told, {"en": "Chan in secret"}, state="draft")
    visit = EditionVisit(told, list(told.sites.all()), None)
    finds = found_sessions(Asked(visit, ("陳大文",)))
    assert [(one.name, str(one.note), one.is_called) for one in finds] == [
        ("Harbour forum", "Forum, Moderator: Chan Tai Man", True)
    ]
    assert draft.code not in "".join(one.address for one in found_sessions(Asked(visit, ("chan",))))


def test_machines_find_as_people_do(told) -> None:
    rows = Client().get("/e/spring/api/programme/", {"q": "陳大文"}).json()["results"]
    assert [row["title"]["en"] for row in rows] == ["Harbour forum"]
    assert "Harbour forum" in Client().get(f"{TOLD}programme.csv", {"q": "chan"}).getvalue().decode()


def test_somebody_merged_is_found_by_the_name_that_stays(told) -> None:
    stays = make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
    gone = make.make_person("N. S. Yuen")
    make.make_part(titled(told, {"en": "Looking back"}), gone)
    make.make_release(told)
    gone.merged_into = stays
    gone.save()
    assert (people("吳思遠"), found("吳思遠")[0]) == (["Ng See-yuen"], ("Looking back", "Speaker: Ng See-yuen"))
