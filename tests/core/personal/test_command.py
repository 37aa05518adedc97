"""The operator erases somebody by their address."""

from __future__ import annotations

import pytest

from praya.cli import main
from praya.core.directory.models import Person
from praya.core.holding import NAMELESS, declared
from tests.builders import make_person

pytestmark = pytest.mark.django_db


def test_nobody_has_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", "nobody@example.org"]) == 2
    assert capsys.readouterr().err == "Nobody has the address nobody@example.org.\n"


def test_the_address_is_typed_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    make_person("Yip", email="yip@example.org")
    for typed, status, name in (("yes", 1, "Yip"), ("yip@example.org", 0, NAMELESS)):
        monkeypatch.setattr("builtins.input", lambda _question, typed=typed: typed)
        assert (main(["erase", "yip@example.org"]), Person.objects.get().name) == (status, name)
    assert capsys.readouterr().out == (
        "Account: Account 1\nYour record: Your record 1\n" * 2 + "2 rows of 2 tables deleted or emptied.\n"
    )


def test_what_must_be_handed_over_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    make_person("Yip", email="yip@example.org")
    monkeypatch.setattr(declared, "hindrances", [lambda who: ["Hand the keys over first."]])
    assert main(["erase", "yip@example.org", "--yes"]) == 1
    assert capsys.readouterr().err == "Hand the keys over first.\n"
    assert Person.objects.get().name == "Yip"
