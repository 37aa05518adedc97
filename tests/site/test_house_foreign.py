"""A room names the models of its sisters; it asks and writes their tables only where the house's own table grants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from script.lib.house.foreign import TABLE
from script.lib.house.judging import judge

HERE = "src/praya/meet/stands/queries.py"
TEST = {"tests/meet/stands/test_stands.py": "def test_a() -> None:\n    assert 1\n"}
IMPORT = "from praya.meet.halls.models import Hall\n"
PAIR = '["meet/stands"."meet/halls"]\n'
WHY = "a hall has all of its stands at once"


def judged(house: Path, line: str, *, at: str = HERE, known: str = IMPORT, table: str = "") -> list[tuple[str, int, str]]:
    """Return the faults of a house in which one module does something to a model of another room."""
    for name, text in {**TEST, at: f"{known}{line}\n", TABLE: table}.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text, encoding="utf-8")
    return [(fault.path, fault.line, fault.sentence) for fault in judge(house)[0]]


def told(does: str) -> list[tuple[str, int, str]]:
    return [(HERE, 2, f"meet/stands {does} Hall of meet/halls: call a query, a rule or an action there")]


@pytest.mark.parametrize(
    "line",
    [
        "def first(hall: Hall) -> list[Hall]: ...",
        "X = ForeignKey(Hall)",
        "X = isinstance(x, Hall)",
        "X = Hall.Status.OPEN, Hall.Status('open')",
        "X = {Hall: 1}",
        "class Shed(Hall): ...",
        "X = hall.stands.filter(number=1)",
    ],
)
def test_a_model_may_be_named(tmp_path: Path, line: str) -> None:
    assert judged(tmp_path, line) == []


ASKED = ["Hall.objects", "Hall.objects.filter(a=1).first()", "Hall._default_manager.all()", "Hall.doors.through.objects.count()"]
WRITTEN = [
    "Hall(name='A')",
    "Hall.objects.create(name='A')",
    "Hall.objects.bulk_create([])",
    "Hall.objects.filter(a=1).update(a=2)",
    "Hall.objects.filter(a=1).order_by('a').delete()",
    "Hall._base_manager.get_or_create(a=1)",
]


@pytest.mark.parametrize("line", [*ASKED, "get_object_or_404(Hall, pk=1)"])
def test_its_rows_are_not_asked_for(tmp_path: Path, line: str) -> None:
    assert judged(tmp_path, f"X = {line}") == told("asks")


@pytest.mark.parametrize("line", WRITTEN)
def test_its_rows_are_not_made_or_changed(tmp_path: Path, line: str) -> None:
    assert judged(tmp_path, f"X = {line}") == told("writes")


def test_no_other_name_hides_it(tmp_path: Path) -> None:
    sentence = "meet/stands {} {} of meet/halls: call a query, a rule or an action there"
    known = "from praya.meet.halls.models_old import Hall as Shed\n"
    assert judged(tmp_path, "X = Shed()", known=known) == [(HERE, 2, sentence.format("writes", "Shed"))]
    known = "from praya.meet.halls import models as halls\n"
    assert judged(tmp_path, "X = halls.Hall.objects", known=known) == [(HERE, 2, sentence.format("asks", "halls"))]
    assert judged(tmp_path, "X = halls.Hall()", known=known) == [(HERE, 2, sentence.format("writes", "halls"))]


def test_its_own_models_and_those_of_a_lower_app_are_a_rooms_to_ask(tmp_path: Path) -> None:
    assert judged(tmp_path, "X = Hall.objects", known="from praya.meet.stands.models import Hall\n") == []
    assert judged(tmp_path, "X = Hall.objects", known="from praya.core.halls.models import Hall\n") == []


def test_the_table_grants_the_one_or_the_other(tmp_path: Path) -> None:
    assert judged(tmp_path, "X = Hall.objects", table=f'{PAIR}asks = "{WHY}"\n') == []
    assert judged(tmp_path, "X = Hall()", table=f'{PAIR}writes = "{WHY}"\n') == []
    idle = (TABLE, 1, "meet/stands asks nothing of meet/halls any more: remove the grant")
    assert judged(tmp_path, "X = Hall()", table=f'{PAIR}asks = "{WHY}"\n') == [idle, *told("writes")]


def test_a_grant_is_needed_and_says_why(tmp_path: Path) -> None:
    idle = (TABLE, 2, "meet/stands writes nothing of meet/halls any more: remove the grant")
    assert judged(tmp_path, "", table=f'\n{PAIR}writes = "{WHY}"\n') == [idle]
    assert judged(tmp_path, "X = Hall()", table=f'{PAIR}writes = "why"\n') == [(TABLE, 1, "a grant without a reason: writes")]
