"""Our templates are compiled by the law of their white space; those of libraries are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from praya.core.templating import loader


def engine_of(folder: Path, **pages: str) -> Engine:
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    inner = ("django.template.loaders.filesystem.Loader", [str(folder)])
    return Engine(loaders=[("praya.core.templating.loader.Loader", [inner])], debug=True)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(loader, "OWN_FOLDER", str(tmp_path))
    return tmp_path


def test_an_own_page_has_no_line_breaks(own: Path) -> None:
    engine = engine_of(own, page="<ul>\n  {% for one in all %}\n    <li>{{ one }}</li>\n  {% endfor %}\n</ul>\n")
    assert engine.get_template("page.html").render(Context({"all": "ab"})) == "<ul><li>a</li><li>b</li></ul>"


def test_a_page_of_a_library_keeps_them(tmp_path: Path) -> None:
    assert engine_of(tmp_path, page="<p>\n</p>\n").get_template("page.html").render(Context()) == "<p>\n</p>\n"


def test_a_page_is_compiled_once(own: Path) -> None:
    engine = engine_of(own, page="<p>")
    assert engine.get_template("page.html") is engine.get_template("page.html")


def test_a_page_may_extend_the_one_of_its_own_name_in_another_folder(own: Path) -> None:
    for name, text in (
        ("one", '{% extends "page.html" %}\n{% block a %}\n  own\n{% endblock %}'),
        ("two", "<p>\n{% block a %}{% endblock %}"),
    ):
        (own / name).mkdir()
        (own / name / "page.html").write_text(text, encoding="utf-8")
    inner = ("django.template.loaders.filesystem.Loader", [str(own / "one"), str(own / "two")])
    engine = Engine(loaders=[("praya.core.templating.loader.Loader", [inner])])
    assert engine.get_template("page.html").render(Context()) == "<p>own"


def test_an_error_names_the_line_of_the_source(own: Path) -> None:
    engine = engine_of(own, page='<p>\n  <a\n      href="x"\n      {% nonsense %}>\n</p>\n')
    with pytest.raises(TemplateSyntaxError, match="Invalid block tag on line 4: 'nonsense'") as caught:
        engine.get_template("page.html")
    debug = caught.value.template_debug  # type: ignore[attr-defined]
    assert (debug["line"], debug["during"]) == (4, "{% nonsense %}")


def test_an_error_while_rendering_shows_the_place(own: Path) -> None:
    engine = engine_of(own, page="<p>\n  one\n  {{ a.b }}\n</p>\n")

    class Broken:
        @property
        def b(self) -> str:
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError) as caught:
        engine.get_template("page.html").render(Context({"a": Broken()}))
    debug = caught.value.template_debug  # type: ignore[attr-defined]
    assert (debug["line"], debug["during"]) == (3, "{{ a.b }}")


def test_a_page_that_is_nowhere_is_missed(own: Path) -> None:
    with pytest.raises(TemplateDoesNotExist):
        engine_of(own).get_template("page.html")


def test_the_site_loads_its_pages_so() -> None:
    assert type(get_template("base.html").template) is loader.ReadableTemplate  # type: ignore[attr-defined]
