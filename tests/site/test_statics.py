"""Style sheets are stored squeezed, everything else as it is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from praya.site.statics import GatheredStaticFiles, squeezed

GATHERED = {"BACKEND": "praya.site.statics.GatheredStaticFiles"}


@pytest.fixture
def gather(tmp_path: Path, settings) -> Callable[[str], dict[str, str]]:
    """Gather one sheet with a picture, as `praya ready` does; return the names under which they are served."""
    sources = tmp_path / "sources"
    sources.mkdir()
    settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS = [sources], ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT, settings.STORAGES = tmp_path / "gathered", {**settings.STORAGES, "staticfiles": GATHERED}

    def gathered(sheet: str) -> dict[str, str]:
        (sources / "a.css").write_text(sheet)
        (sources / "dot.svg").write_text("<svg/>")
        call_command("collectstatic", interactive=False, verbosity=0)
        return dict(json.loads((tmp_path / "gathered/staticfiles.json").read_text())["paths"])

    return gathered


def test_what_is_served_is_the_squeezed_sheet_with_the_names_of_its_pictures(gather, tmp_path: Path) -> None:
    names = gather(".a {  /* why */\n  background: url(dot.svg);\n}\n" + ".b { margin: 0; }\n" * 60)
    sheet = (tmp_path / "gathered" / names["a.css"]).read_text()
    assert sheet == f'.a{{background:url("{names["dot.svg"]}")}}' + ".b{margin:0}" * 60
    assert gzip.decompress((tmp_path / "gathered" / f"{names['a.css']}.gz").read_bytes()).decode() == sheet


def test_the_name_changes_with_what_is_served_and_with_nothing_else(gather) -> None:
    first = gather(".a { margin: 0; }")["a.css"]
    assert gather("/* why */ .a {\n  margin: 0;\n}")["a.css"] == first
    assert gather(".a { margin: 1px; }")["a.css"] != first


def test_addresses_are_those_of_the_names_it_was_gathered_under(gather, tmp_path: Path) -> None:
    names = gather(".a { margin: 0; }")
    storage = GatheredStaticFiles(location=str(tmp_path / "gathered"), base_url="/static/")
    for _ in range(2):
        assert [storage.url(name) for name in names] == [f"/static/{served}" for served in names.values()]
    with pytest.raises(ValueError, match="absent.css"):
        storage.url("absent.css")


def test_a_style_sheet_is_stored_squeezed_and_a_script_as_it_is(tmp_path: Path) -> None:
    storage = GatheredStaticFiles(location=str(tmp_path))
    storage.save("a.css", ContentFile(b".a {  /* why */\n  margin: 0;\n}\n"))
    storage.save("a.js", ContentFile(b"// why\nlet a;\n"))
    assert ((tmp_path / "a.css").read_bytes(), (tmp_path / "a.js").read_bytes()) == (b".a{margin:0}", b"// why\nlet a;\n")


def test_what_a_space_means_is_kept() -> None:
    source = '.a :hover { width: calc(1px + 2px); content: "a  b"; } @media (width < 9em) and (hover) { .b { c: d } }'
    assert squeezed(source) == '.a :hover{width:calc(1px + 2px);content:"a  b"}@media (width < 9em) and (hover){.b{c:d}}'
