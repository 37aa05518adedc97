"""Find and index from the command line."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from praya.commands import find_command, index_command
from praya.core.index import sources
from praya.core.index.indexing import Listed, View
from tests.core.index.catalogue import ALL, BUYER, put

pytestmark = pytest.mark.django_db


def run(module, *words: str) -> int:
    parser = ArgumentParser()
    module.add_arguments(parser)
    return module.run(parser.parse_args(words))


def test_find_prints_what_the_public_finds(capsys: pytest.CaptureFixture[str]) -> None:
    put(7, "吳思遠", "Ng See-yuen", kind="person")
    put(8, "The Secret Ng", kind="title", audiences=(BUYER,))
    assert run(find_command, "Wu Siyuan", "--kind", "person") == 0
    said = capsys.readouterr().out
    assert "person" in said and "7  [吳思遠]" in said and "1 found." in said
    assert run(find_command, "secret") == 1
    assert run(find_command, "secret", "--all", "--limit", "1") == 0


def test_find_asks_back(capsys: pytest.CaptureFixture[str]) -> None:
    put(1, "Parasite")
    run(find_command, "parasyte")
    assert "Did you mean “Parasite”?" in capsys.readouterr().out


def test_index_writes_everything_again(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_registered", {})
    sources.register("title", lambda: [Listed("title", 1, (View(ALL, ("Harbour",)),))], lambda: 1)
    assert run(index_command, "--quiet") == 0
    assert "1 listings of title." in capsys.readouterr().out
    assert run(find_command, "harbour") == 0
