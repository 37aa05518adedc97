"""Keep lists: save, take out and put back, order, note, and share inside the company."""

from __future__ import annotations

import pytest

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import Reader
from praya.show.lists import actions, queries
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.show.lists.queries import item_lines, items_of, list_of, lists_of, saved_codes
from tests.builders import (
    HK_MORNING,
    SENT_AT,
    make_delegate,
    make_edition,
    make_organisation,
    make_shortlist,
    make_title,
    make_work,
)

pytestmark = pytest.mark.django_db


def reader(delegate: Delegate, audience: Audience = Audience.BADGE) -> Reader:
    return Reader(delegate, delegate.person.account, audience)


class Desk:
    """Hold two colleagues, somebody of another company, and three works of one edition."""

    def __init__(self) -> None:
        self.edition = make_edition()
        company = make_organisation("Lantern Films")
        self.owner, self.colleague = (
            reader(make_delegate(self.edition, name=name, organisation=company)) for name in ("Anna", "Boris")
        )
        self.stranger = reader(make_delegate(self.edition, name="Chen", organisation=make_organisation("Other")))
        self.works = [make_work(self.edition, make_title(f"Work {letter}")) for letter in "ABC"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def names(shortlist: Shortlist, who: Reader) -> list[str]:
    return [line.card.name if line.card else "-" for line in item_lines(items_of(shortlist, who.delegate), who)]


def test_the_default_list_is_made_once_and_holds_what_is_saved(desk: Desk) -> None:
    saved = actions.default_list(desk.owner)
    assert actions.default_list(desk.owner).pk == saved.pk
    actions.add(desk.owner, saved, desk.works[1], at=SENT_AT)
    actions.add(desk.owner, saved, desk.works[0], at=SENT_AT)
    again = actions.add(desk.owner, saved, desk.works[1], at=HK_MORNING)
    assert (names(saved, desk.owner), again.added_at) == (["Work B", "Work A"], SENT_AT)
    assert saved_codes(desk.owner.delegate) == {desk.works[1].title.code, desk.works[0].title.code}
    assert saved_codes(desk.colleague.delegate) == frozenset()


def test_what_was_taken_out_comes_back_with_its_notes_and_place(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, *desk.works)
    item = shortlist.items.all()[0]
    actions.write_note(desk.owner, item, "Strong second act", is_shared=False, at=SENT_AT)
    actions.take_out(desk.owner, shortlist, item)
    assert names(shortlist, desk.owner) == ["Work B", "Work C"]
    actions.put_back(desk.owner, shortlist, item)
    assert names(shortlist, desk.owner) == ["Work A", "Work B", "Work C"]
    assert item_lines(items_of(shortlist, desk.owner.delegate), desk.owner)[0].own_note.text == "Strong second act"
    actions.take_out(desk.owner, shortlist, item)
    actions.add(desk.owner, shortlist, desk.works[0], at=HK_MORNING)
    assert names(shortlist, desk.owner) == ["Work B", "Work C", "Work A"]
    assert item_lines(items_of(shortlist, desk.owner.delegate), desk.owner)[2].own_note.text == "Strong second act"
    assert ShortlistItem.objects.count() == 3


def test_works_move_up_and_down_and_stay_at_the_ends(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, *desk.works)
    first, _second, last = shortlist.items.all()
    for item, steps, expected in (
        (last, -1, ["Work A", "Work C", "Work B"]),
        (last, -1, ["Work C", "Work A", "Work B"]),
        (last, -1, ["Work C", "Work A", "Work B"]),
        (first, 1, ["Work C", "Work B", "Work A"]),
        (first, 1, ["Work C", "Work B", "Work A"]),
    ):
        actions.move(desk.owner, shortlist, item, steps)
        assert names(shortlist, desk.owner) == expected
    actions.take_out(desk.owner, shortlist, last)
    actions.move(desk.owner, shortlist, last, 1)
    assert names(shortlist, desk.owner) == ["Work B", "Work A"]


def test_a_shared_list_is_read_and_added_to_by_colleagues_only(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0], name="Autumn")
    assert list_of(desk.colleague.delegate, shortlist.code) is None
    actions.share(desk.owner, shortlist, True)
    assert [one.name for one in lists_of(desk.colleague.delegate)] == ["Autumn"]
    assert list_of(desk.stranger.delegate, shortlist.code) is None
    actions.add(desk.colleague, shortlist, desk.works[1], at=SENT_AT)
    assert [line.added_by for line in item_lines(items_of(shortlist, desk.owner.delegate), desk.owner)] == ["Anna", "Boris"]
    own, theirs = (shortlist.items.get(added_by=one.delegate) for one in (desk.colleague, desk.owner))
    actions.take_out(desk.colleague, shortlist, own)
    with pytest.raises(Refused, match="Only whoever began this list, or put this work into it"):
        actions.take_out(desk.colleague, shortlist, theirs)
    actions.share(desk.owner, shortlist, False)
    assert list_of(desk.colleague.delegate, shortlist.code) is None


def test_only_the_owner_renames_shares_orders_and_removes(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0], shared_with=desk.owner.delegate.organisation)
    item = shortlist.items.get()
    for deed in (
        lambda: actions.rename(desk.colleague, shortlist, "Mine"),
        lambda: actions.share(desk.colleague, shortlist, False),
        lambda: actions.move(desk.colleague, shortlist, item, 1),
        lambda: actions.remove_list(desk.colleague, shortlist, True),
    ):
        with pytest.raises(Refused, match="Only whoever began this list can change that"):
            deed()


def test_a_list_stays_behind_neither_with_a_former_colleague_nor_with_a_former_company(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, shared_with=desk.owner.delegate.organisation)
    elsewhere = desk.stranger.delegate.organisation
    for mover in (desk.owner, desk.colleague):
        home = mover.delegate.organisation
        Delegate.objects.filter(pk=mover.delegate.pk).update(organisation=elsewhere)
        fresh = Delegate.objects.get(pk=desk.colleague.delegate.pk)
        assert list_of(fresh, shortlist.code) is None
        assert list_of(desk.stranger.delegate, shortlist.code) is None
        Delegate.objects.filter(pk=mover.delegate.pk).update(organisation=home)
    assert list_of(desk.colleague.delegate, shortlist.code).pk == shortlist.pk
    Delegate.objects.filter(pk=desk.owner.delegate.pk).update(status="left")
    assert list_of(desk.colleague.delegate, shortlist.code) is None
    foreign = make_delegate(make_edition(), organisation=desk.owner.delegate.organisation)
    assert list_of(foreign, shortlist.code) is None


def test_a_private_note_is_read_by_its_writer_only(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0], shared_with=desk.owner.delegate.organisation)
    item = shortlist.items.get()
    actions.write_note(desk.owner, item, "Too dear", is_shared=False, at=SENT_AT)
    actions.write_note(desk.colleague, item, "Ask for Thailand", is_shared=True, at=SENT_AT)

    def read(who: Reader) -> list[tuple[str, str, bool]]:
        return [(note.name, note.text, note.is_own) for note in item_lines(items_of(shortlist, who.delegate), who)[0].notes]

    assert sorted(read(desk.owner)) == [("Anna", "Too dear", True), ("Boris", "Ask for Thailand", False)]
    assert read(desk.colleague) == [("Boris", "Ask for Thailand", True)]
    actions.write_note(desk.colleague, item, "Ask for Thailand", is_shared=False, at=SENT_AT)
    assert read(desk.owner) == [("Anna", "Too dear", True)]
    actions.write_note(desk.owner, item, " ", is_shared=False, at=SENT_AT)
    assert (read(desk.owner), ItemNote.objects.count()) == ([], 1)


def test_a_work_that_its_reader_may_not_see_is_an_empty_row(desk: Desk) -> None:
    buyers_only = make_work(desk.edition, make_title("For buyers", level="buyer"))
    withdrawn = make_work(desk.edition, make_title("Withdrawn"))
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0], buyers_only, withdrawn)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    assert names(shortlist, desk.owner) == ["Work A", "-", "-"]
    assert names(shortlist, Reader(desk.owner.delegate, None, Audience.BUYER)) == ["Work A", "For buyers", "-"]
    assert queries.titles_of_list(desk.owner, shortlist.code) == [desk.works[0].title_id]
    assert queries.titles_of_list(desk.stranger, shortlist.code) is None
    assert queries.visible_work(desk.owner, buyers_only.title.code) is None
    assert queries.visible_work(desk.owner, desk.works[0].title.code).pk == desk.works[0].pk


def test_choices_say_where_a_work_stands_already(desk: Desk) -> None:
    saved = actions.default_list(desk.owner)
    autumn = make_shortlist(desk.owner.delegate, desk.works[0], name="Autumn")
    make_shortlist(desk.stranger.delegate, desk.works[0])
    assert queries.choices(desk.owner.delegate, desk.works[0].title.code) == [(saved, False), (autumn, True)]


def test_names_are_checked_and_numbers_bounded(desk: Desk, monkeypatch) -> None:
    assert actions.new_list(desk.owner, " Autumn 秋 ").name == "Autumn 秋"
    for name, sentence in (
        ("", "Write something first."),
        ("x" * 81, "This text is 1 character too long; 80 are the most."),
        ("a\u202eb", "A character here cannot be shown (a control or direction sign). Type the text again."),
    ):
        with pytest.raises(Refused) as caught:
            actions.new_list(desk.owner, name)
        assert caught.value.sentence == sentence
    monkeypatch.setattr(actions, "MOST_LISTS", 1)
    with pytest.raises(Refused, match="You have 1 lists already"):
        actions.new_list(desk.owner, "Winter")
    monkeypatch.setattr(actions, "MOST_ITEMS", 1)
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0])
    with pytest.raises(Refused, match="This list holds 1 works already"):
        actions.add(desk.owner, shortlist, desk.works[1], at=SENT_AT)


def test_the_default_list_keeps_its_name_and_stays(desk: Desk) -> None:
    saved = actions.default_list(desk.owner)
    with pytest.raises(Refused, match="has its name in every language"):
        actions.rename(desk.owner, saved, "Mine")
    with pytest.raises(Refused, match="This list always stays"):
        actions.remove_list(desk.owner, saved, True)


def test_whoever_comes_for_no_company_has_nobody_to_share_with(desk: Desk) -> None:
    alone = reader(make_delegate(desk.edition))
    shortlist = make_shortlist(alone.delegate)
    with pytest.raises(Refused, match="there is nobody to share with"):
        actions.share(alone, shortlist, True)
    assert [one.pk for one in lists_of(alone.delegate)] == [shortlist.pk]


def test_a_removed_list_is_gone_for_all_and_comes_back_whole(desk: Desk) -> None:
    shortlist = make_shortlist(desk.owner.delegate, desk.works[0], shared_with=desk.owner.delegate.organisation)
    actions.remove_list(desk.owner, shortlist, True)
    assert (list(lists_of(desk.owner.delegate)), list_of(desk.colleague.delegate, shortlist.code)) == ([], None)
    assert list_of(desk.colleague.delegate, shortlist.code, is_removed=True) is None
    back = list_of(desk.owner.delegate, shortlist.code, is_removed=True)
    actions.remove_list(desk.owner, back, False)
    assert names(shortlist, desk.owner) == ["Work A"]


def test_the_trail_says_that_lists_changed_and_not_what_they_hold(desk: Desk) -> None:
    saved = actions.default_list(desk.owner)
    item = actions.add(desk.owner, saved, desk.works[0], at=SENT_AT)
    actions.write_note(desk.owner, item, "A secret", is_shared=False, at=SENT_AT)
    found = Entry.objects.filter(subject="show.shortlist").values_list("action", "subject_id", "before", "after")
    assert list(found) == [("change list", "", None, {})] * 2
