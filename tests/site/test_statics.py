"""Style sheets are stored squeezed, everything else as it is."""

from __future__ import annotations

from pathlib import Path

from django.core.files.base import ContentFile

from praya.site.statics import GatheredStaticFiles, squeezed


def test_a_style_sheet_is_stored_squeezed_and_a_script_as_it_is(tmp_path: Path) -> None:
    storage = GatheredStaticFiles(location=str(tmp_path))
    storage.save("a.css", ContentFile(b".a {  /* why */\n  margin: 0;\n}\n"))
    storage.save("a.js", ContentFile(b"// why\nlet a;\n"))
    assert ((tmp_path / "a.css").read_bytes(), (tmp_path / "a.js").read_bytes()) == (b".a{margin:0}", b"// why\nlet a;\n")


def test_what_a_space_means_is_kept() -> None:
    source = '.a :hover { width: calc(1px + 2px); content: "a  b"; } @media (width < 9em) and (hover) { .b { c: d } }'
    assert squeezed(source) == '.a :hover{width:calc(1px + 2px);content:"a  b"}@media (width < 9em) and (hover){.b{c:d}}'
