"""No module or template of a lower app names a higher one in a string: each fault is planted in a house of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.test_house import judged

# What the higher app of the planted house gives names to.
HIGHER = {
    "src/praya/match/talks/urls.py": 'urlpatterns = [path("e/talks/", talks, name="talks")]\n',
    "src/praya/match/talks/models.py": 'class Talk(Model):\n    class Meta:\n        app_label = "match"\n',
    "src/praya/match/talks/feature.py": 'declare_deeds({"begin talk": _("began a talk")})\n',
    "src/praya/match/templatetags/talking.py": "",
    "tests/meet/stands/test_stands.py": "def test_a() -> None:\n    assert 1\n",
    "tests/match/talks/test_talks.py": "def test_a() -> None:\n    assert 1\n",
}
MODULE, TEMPLATE = "src/praya/meet/stands/queries.py", "src/praya/meet/templates/meet/stands.html"


def named(house: Path, path: str, text: str) -> list[str]:
    """Return the words of a module or template that name the higher app."""
    found = judged(house, {**HIGHER, path: text})
    assert all(place == path and "is a name of the higher app match" in sentence for place, _line, sentence in found)
    return [sentence.partition(" ")[0].strip("'") for _path, _line, sentence in found]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('X = reverse("talks", args=[1])', "talks"),
        ('X = redirect("talks")', "talks"),
        ('X = Link("talks", "Talks", "mail", 10)', "talks"),
        ('X = "match.talk"', "match.talk"),
        ('X = "match.Talk"', "match.Talk"),
        ('X = "match.former"', "match.former"),
        ('X = "praya.match.talks.tasks.tell"', "praya.match.talks.tasks.tell"),
        ('X = "match/talks/talk.html"', "match/talks/talk.html"),
        ('X = "SELECT(1)FROM(match_talk)"', "SELECT(1)FROM(match_talk)"),
        ('declare_manage_links("match", LINK)', "match"),
    ],
)
def test_a_name_of_a_higher_app_is_found_in_a_module(tmp_path: Path, text: str, word: str) -> None:
    assert named(tmp_path, MODULE, text + "\n") == [word]


def test_a_deed_of_a_higher_app_is_found(tmp_path: Path) -> None:
    assert named(tmp_path, MODULE, 'X = "begin talk"\n') == ["begin"]


@pytest.mark.parametrize(
    "text",
    ['X = "talks"', 'X = fold("talks")', 'X = "who match. Nobody"', '"""Tell match.talk what it is."""', 'X = "rematch.talk"'],
)
def test_a_word_that_is_used_otherwise_is_no_name(tmp_path: Path, text: str) -> None:
    assert named(tmp_path, MODULE, text + "\n") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("""<a href="{% url 'talks' slug %}">x</a>""", "talks"),
        ('{% include "match/talks/talk.html" %}', "match/talks/talk.html"),
        ("{% load i18n talking %}", "talking"),
        ("{% load talk from talking %}", "talking"),
        ('{% sheets "works" "match" %}', "match"),
    ],
)
def test_a_name_of_a_higher_app_is_found_in_a_template(tmp_path: Path, text: str, word: str) -> None:
    assert named(tmp_path, TEMPLATE, text + "\n") == [word]


def test_a_template_may_lead_to_a_page_that_may_be_absent(tmp_path: Path) -> None:
    assert named(tmp_path, TEMPLATE, '{% way "talks" slug as talks %}\n') == []


def test_a_higher_app_may_name_a_lower_one(tmp_path: Path) -> None:
    lower = {"src/praya/meet/stands/urls.py": 'urlpatterns = [path("e/stands/", stands, name="stands")]\n'}
    path = "src/praya/match/talks/views_talk.py"
    text = 'X = reverse("stands")\nY = "meet/stands.html"\nZ = reverse("talks")\n'
    assert judged(tmp_path, {**HIGHER, **lower, path: text}) == []
