"""Let colleagues and organisers act at the same moment: one of them wins, and the others are told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Draft, Title
from praya.core.documents.drafting import keep_part, submit_draft, working_document
from praya.meet.works.curating import choose_work
from praya.meet.works.models import ShowcaseItem
from praya.meet.works.queries import review_mark
from praya.meet.works.reviewing import approve
from tests import builders as make

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 6


def all_at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Call everything at the same moment, each on its own connection; return what became of each."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        barrier.wait(30)
        try:
            return call()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_of_many_who_save_the_same_field_one_wins_and_all_others_see_it() -> None:
    title = make.make_title("A", year=2000)
    seen = mark_of(working_document(title), ["year"])
    kept = all_at_once(
        [lambda year=2001 + number: keep_part(title, {"year": year}, seen=seen, by=None) for number in range(CLIENTS)]
    )
    won = [one for one in kept if one.theirs is None]
    assert (len(won), Draft.objects.count(), Entry.objects.filter(action="begin draft").count()) == (1, 1, 1)
    assert {one.theirs["year"] for one in kept if one.theirs is not None} == {won[0].document["year"]}
    assert Draft.objects.get().document["year"] == won[0].document["year"]


def test_many_who_save_different_fields_all_win() -> None:
    title = make.make_title("A")
    fields = {"year": 1999, "minutes": 90, "episodes": 4, "themes": ["jazz"], "genres": ["spy"], "kind": "series"}
    now = working_document(title)
    calls = [
        lambda name=name, value=value: keep_part(title, {name: value}, seen=mark_of(now, [name]), by=None)
        for name, value in fields.items()
    ]
    assert [one.theirs for one in all_at_once(calls)] == [None] * len(fields)
    document = Draft.objects.get().document
    assert {name: document[name] for name in fields} == fields


def test_of_many_organisers_one_approves() -> None:
    edition = make.make_edition()
    title = make.make_title("A", year=2000)
    work = make.make_work(edition, title)
    keep_part(title, {"year": 2001}, seen="", by=None)
    submit_draft(title, by=None)
    seen = review_mark(work)
    answers = all_at_once([lambda: approve(work, by=None, seen=seen) for _number in range(CLIENTS)])
    approved = [one for one in answers if isinstance(one, Entry)]
    assert (len(approved), Title.objects.get().year, Title.objects.get().version) == (1, 2001, 2)
    assert len([one for one in answers if isinstance(one, str)]) == CLIENTS - 1


def test_a_work_chosen_by_many_is_chosen_once() -> None:
    edition = make.make_edition()
    showcase, work = make.make_showcase(edition), make.make_work(edition)
    all_at_once([lambda: choose_work(showcase, work, by=None) for _number in range(CLIENTS)])
    assert ShowcaseItem.objects.count() == 1
