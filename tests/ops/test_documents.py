"""Keep the documents true: every variable and every command is described, and none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from praya.cli import COMMANDS

CHECKOUT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"""["'{$(](PRAYA_[A-Z_]+|DATABASE_URL(?:_[A-Z]+)?|SECRET_KEY)(?:["':}=]|$|\W)""")
NOT_FROM_THE_ENVIRONMENT = {"SECRET_KEY_FALLBACKS"}
DOCUMENTS = sorted(path.relative_to(CHECKOUT).as_posix() for path in [*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md")])


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def variables_in_use() -> set[str]:
    paths = [*CHECKOUT.glob("src/**/*.py"), *CHECKOUT.glob("tests/**/*.py"), *CHECKOUT.glob("script/**/*")]
    found = set()
    for path in paths:
        if path.is_file() and path != Path(__file__) and "__pycache__" not in path.parts:
            found |= set(NAME.findall(path.read_text(encoding="utf-8")))
    return found - NOT_FROM_THE_ENVIRONMENT


def test_every_variable_is_described_and_every_described_one_exists():
    described = re.findall(r"^\| `([A-Z_]+)` \|", text("docs/settings.md"), flags=re.MULTILINE)

    assert sorted(described) == sorted(set(described))
    assert set(described) == variables_in_use()


def test_what_the_tests_take_without_a_variable_is_described():
    scripts = text("script/test") + text("script/lib/suite.sh")
    taken = set(re.findall(r"\$\{(PRAYA_[A-Z_]+):-([^}]+)\}", scripts))
    described = re.findall(r"^\| `([A-Z_]+)` \| `([^`|]*)` \|", text("docs/settings.md"), flags=re.MULTILINE)

    names = ["PRAYA_COVERAGE_GATE", "PRAYA_TEST_FORGIVEN", "PRAYA_TEST_PROCESSES", "PRAYA_TEST_SEED"]
    assert sorted(name for name, _value in taken) == names
    assert taken - set(described) == set()


def test_every_command_is_described():
    described = re.findall(r"^\| `praya ([a-z-]+)", text("docs/operators.md"), flags=re.MULTILINE)

    assert sorted(described) == sorted(COMMANDS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text(name))

    missing = [target for target in targets if "://" not in target and not (CHECKOUT / name).parent.joinpath(target).exists()]
    assert missing == []


def test_scripts_named_in_the_documents_exist():
    named = set(re.findall(r"\bscript/[a-z_]+(?:/[a-z_]+)*(?:\.\w+)?", "\n".join(map(text, DOCUMENTS))))

    assert sorted(name for name in named if not (CHECKOUT / name).exists()) == []


def test_tests_named_in_the_documents_exist():
    named = set(re.findall(r"`(test_\w+)`", "\n".join(map(text, DOCUMENTS))))
    files = set(re.findall(r"`((?:\w+/)*test_\w+\.py)`", text("docs/security.md")))
    tests = CHECKOUT / "tests"
    known = {word for path in tests.rglob("test_*.py") for word in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}

    assert (len(named) > 30, sorted(named - known)) == (True, [])
    assert (len(files) > 30, sorted(name for name in files if not list(tests.rglob(name)))) == (True, [])


def test_each_line_of_the_attacks_names_the_file_of_its_tests():
    lines = [line for line in text("docs/security.md").splitlines() if line.startswith("|")]
    astray = []
    for line in lines:
        paths = [path for name in re.findall(r"`((?:\w+/)*test_\w+\.py)`", line) for path in (CHECKOUT / "tests").rglob(name)]
        known = {word for path in paths for word in re.findall(r"def (test_\w+)", path.read_text("utf-8"))}
        astray += sorted(set(re.findall(r"`(test_\w+)`", line)) - known)

    assert (len(lines) > 40, astray) == (True, [])


def test_readme_starts_with_the_two_commands():
    block = text("README.md").split("```")[1].strip().splitlines()

    assert [line.split("#")[0].strip() for line in block] == ["script/demo", "script/test"]


def test_no_requirement_names_an_index():
    lines = [line for path in CHECKOUT.glob("requirements/*") for line in path.read_text().splitlines()]

    assert [line for line in lines if "://" in line or line.startswith(("-i", "--index", "--extra-index", "--find-links"))] == []
