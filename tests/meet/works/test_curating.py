"""Showcases are begun, described, ordered and published; whatever changes is in the trail, and nothing else is."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import Overtaken
from praya.core.documents.checking import MOST_TEXT
from praya.core.texts.reading import write
from praya.meet.works import curating
from praya.meet.works.models import Showcase, ShowcaseItem, Work
from praya.meet.works.queries import showcases_of
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db


def refusal(step: object) -> str:
    """Return why a step is refused."""
    with pytest.raises(Refused) as told:
        step()  # type: ignore[operator]
    return str(told.value)


def places(showcase: Showcase) -> list[tuple[int, int]]:
    """Return the items of a showcase in order with their places."""
    return list(showcase.items.order_by("position", "pk").values_list("pk", "position"))


def test_showcases_are_begun_one_after_the_other() -> None:
    edition, account, curator = make.make_edition(), make.make_account(), make.make_organisation("Film Fund")
    other = curating.begin_showcase(make.make_edition(), write({"en": "Elsewhere"}), by=None)
    since = newest()

    first = curating.begin_showcase(edition, write({"en": "First"}), by=account, curator=curator)
    second = curating.begin_showcase(edition, write({"en": "Second"}), by=None)

    stored = list(Showcase.objects.order_by("pk").values_list("pk", "edition", "position", "curator", "is_published"))
    assert stored == [
        (other.pk, other.edition_id, 0, None, False),
        (first.pk, edition.pk, 0, curator.pk, False),
        (second.pk, edition.pk, 1, None, False),
    ]
    assert trail(since=since) == [
        ("begin showcase", edition.pk, account.pk, None, {"name": write({"en": "First"}), "curator": "Film Fund"}),
        ("begin showcase", edition.pk, None, None, {"name": write({"en": "Second"}), "curator": ""}),
    ]


def test_a_showcase_needs_a_sound_name() -> None:
    edition = make.make_edition()
    showcase = make.make_showcase(edition, name="Shanghai")
    needed = "A showcase needs a name in at least one language."

    assert refusal(lambda: curating.begin_showcase(edition, write({}), by=None)) == needed
    assert refusal(lambda: curating.describe_showcase(showcase, {"name": {}}, by=None)) == needed
    long = write({"en": "x" * (MOST_TEXT + 1)})
    assert refusal(lambda: curating.describe_showcase(showcase, {"introduction": long}, by=None)) == (
        f"This text has {MOST_TEXT + 1} characters; {MOST_TEXT} are the most."
    )
    turned = write({"en": "abc\u202edef"})
    assert refusal(lambda: curating.describe_showcase(showcase, {"introduction": turned}, by=None)) == (
        "A character here cannot be shown (a control or direction sign). Type the text again."
    )
    most = write({"en": "x" * MOST_TEXT})
    assert curating.describe_showcase(showcase, {"introduction": most}, by=None).introduction == most
    assert curating.describe_showcase(showcase, {"introduction": {}}, by=None).introduction == {}


def test_only_what_changed_is_stored_and_told() -> None:
    edition, account = make.make_edition(), make.make_account()
    old, new = make.make_organisation("Old Fund"), make.make_organisation("New Fund")
    showcase = make.make_showcase(edition, name="Shanghai", curator=old)
    values = {"name": showcase.name, "curator": new, "introduction": write({"en": "Five works"})}
    before = showcase.introduction
    since = newest()

    curating.describe_showcase(showcase, values, by=account)
    curating.describe_showcase(showcase, values, by=account)

    stored = Showcase.objects.get(pk=showcase.pk)
    assert (stored.curator, stored.introduction, stored.name) == (new, write({"en": "Five works"}), showcase.name)
    assert trail(since=since) == [
        (
            "describe showcase",
            edition.pk,
            account.pk,
            {"curator": "Old Fund", "introduction": before},
            {"curator": "New Fund", "introduction": write({"en": "Five works"})},
        )
    ]


def test_an_empty_showcase_is_not_published() -> None:
    edition, account = make.make_edition(), make.make_account()
    empty, full = make.make_showcase(edition), make.make_showcase(edition, make.make_work(edition))
    since = newest()

    assert refusal(lambda: curating.publish_showcase(empty, is_published=True, by=None)) == "Choose at least one work first."
    for is_published in (True, True, False, False):
        curating.publish_showcase(full, is_published=is_published, by=account)
        assert Showcase.objects.get(pk=full.pk).is_published == is_published

    assert trail(since=since) == [
        ("publish showcase", edition.pk, account.pk, None, None),
        ("hide showcase", edition.pk, account.pk, None, None),
    ]
    full.items.all().delete()
    Showcase.objects.filter(pk=full.pk).update(is_published=True)
    assert curating.publish_showcase(full, is_published=False, by=None).is_published is False


def test_works_are_chosen_at_the_end_and_once() -> None:
    edition, account = make.make_edition(), make.make_account()
    works = [make.make_work(edition) for _ in range(2)]
    showcase = make.make_showcase(edition)
    since = newest()

    items = [curating.choose_work(showcase, work, by=account) for work in (*works, works[0])]

    assert [item.pk for item in items] == [items[0].pk, items[1].pk, items[0].pk]
    assert places(showcase) == [(items[0].pk, 0), (items[1].pk, 1)]
    facts = [("add to showcase", edition.pk, account.pk, None, {"title": work.title.code}) for work in works]
    assert trail(since=since) == facts


def test_only_shown_works_of_the_same_edition_are_chosen_and_a_hundred_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make.make_edition()
    showcase = make.make_showcase(edition, make.make_work(edition))
    foreign = make.make_work(make.make_edition())
    waiting = make.make_work(edition, status=Work.Status.SUBMITTED)

    for work in (foreign, waiting):
        told = refusal(lambda: curating.choose_work(showcase, work, by=None))  # noqa: B023
        assert told == "Only works that this edition shows can be chosen."
    assert curating.MOST_ITEMS == 100
    monkeypatch.setattr(curating, "MOST_ITEMS", 2)
    curating.choose_work(showcase, make.make_work(edition), by=None)
    more = make.make_work(edition)
    assert refusal(lambda: curating.choose_work(showcase, more, by=None)) == "A showcase has at most 2 works."


def test_a_late_note_overwrites_nothing() -> None:
    edition = make.make_edition()
    item = make.make_showcase(edition, make.make_work(edition)).items.get()
    seen = curating.mark_of_note(item)
    curating.write_note(item, write({"en": "See it"}), by=None, seen=seen)
    with pytest.raises(Overtaken):
        curating.write_note(item, write({"en": "Mind the hats"}), by=None, seen=seen)
    curating.write_note(item, write({"en": "See it"}), by=None, seen=seen)
    assert ShowcaseItem.objects.get().note == write({"en": "See it"})


def test_a_work_is_taken_out_once_and_its_note_stays_in_the_trail() -> None:
    edition, account = make.make_edition(), make.make_account()
    work = make.make_work(edition)
    showcase = make.make_showcase(edition, work, make.make_work(edition))
    item = showcase.items.get(work=work)
    since = newest()

    curating.write_note(item, write({"en": "See it"}), by=account)
    curating.write_note(item, write({"en": "See it"}), by=account)
    noted = ShowcaseItem.objects.get(pk=item.pk)
    curating.leave_out(noted, by=account)
    curating.leave_out(noted, by=account)

    note, code = write({"en": "See it"}), work.title.code
    assert noted.note == note
    assert trail(since=since) == [
        ("write showcase note", edition.pk, account.pk, {"note": {}}, {"title": code, "note": note}),
        ("take out of showcase", edition.pk, account.pk, {"title": code, "note": note}, None),
    ]
    assert len(places(showcase)) == 1
    assert refusal(lambda: curating.write_note(showcase.items.get(), write({"en": "a\u202eb"}), by=None)) == (
        "A character here cannot be shown (a control or direction sign). Type the text again."
    )


@pytest.mark.parametrize(
    ("which", "by_places", "expected"),
    [(0, 1, [1, 0, 2]), (2, -1, [0, 2, 1]), (2, -5, [2, 0, 1]), (0, 9, [1, 2, 0]), (0, -1, [0, 1, 2]), (1, 0, [0, 1, 2])],
)
def test_works_move_within_their_showcase(which: int, by_places: int, expected: list[int]) -> None:
    edition, account = make.make_edition(), make.make_account()
    showcase = make.make_showcase(edition, *[make.make_work(edition) for _ in range(3)])
    items = list(showcase.items.order_by("position"))
    ShowcaseItem.objects.filter(showcase=showcase).update(position=0)
    since = newest()

    curating.arrange(items[which], by_places, by=account)

    assert places(showcase) == [(items[number].pk, place) for place, number in enumerate(expected)]
    moved = [("arrange showcase", edition.pk, account.pk, None, None)] if expected != [0, 1, 2] else []
    assert trail(since=since) == moved


def test_an_item_that_is_gone_moves_nothing() -> None:
    edition = make.make_edition()
    showcase = make.make_showcase(edition, make.make_work(edition), make.make_work(edition))
    gone = make.make_showcase(edition, make.make_work(edition)).items.get()
    gone.showcase = showcase
    since, before = newest(), places(showcase)

    curating.arrange(gone, 1, by=None)

    assert (places(showcase), trail(since=since)) == (before, [])


def test_showcases_move_among_those_of_their_edition() -> None:
    edition, account = make.make_edition(), make.make_account()
    first, second, third = (make.make_showcase(edition) for _ in range(3))
    other = make.make_showcase(make.make_edition(), position=7)
    since = newest()

    curating.order_showcase(third, -1, by=account)
    curating.order_showcase(first, -1, by=account)

    assert [one.pk for one in showcases_of(edition, is_published=None)] == [first.pk, third.pk, second.pk]
    assert list(Showcase.objects.order_by("pk").values_list("position", flat=True)) == [0, 2, 1, 7]
    assert Showcase.objects.get(pk=other.pk).position == 7
    assert trail(since=since) == [("order showcases", edition.pk, account.pk, None, None)]
