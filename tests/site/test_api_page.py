"""Keep docs/api.md as the declarations say."""

from __future__ import annotations

from praya.core.api.documents import document
from praya.site.api_page import PAGE, main, page


def test_the_page_is_what_the_declarations_say() -> None:
    assert main(["--check"]) == 0


def test_a_page_of_yesterday_is_noticed(monkeypatch, tmp_path) -> None:
    old = tmp_path / "api.md"
    old.write_text(PAGE.read_text(encoding="utf-8") + "| more |\n", encoding="utf-8")
    monkeypatch.setattr("praya.site.api_page.PAGE", old)
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert old.read_text(encoding="utf-8") == page(document())
