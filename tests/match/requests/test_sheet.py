"""Sheets of wishes: must and like become requests; a no is recorded and never tells of another no."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from praya.core.sheets.exporting import export_sheets
from praya.core.sheets.kinds import Plan
from praya.core.sheets.messages import SheetError
from praya.core.sheets.planning import write_plan
from praya.core.sheets.reading import RawSheet
from praya.match.requests.models import ProposedSlot, Request, Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.sheets import applying
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_calendar,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_request,
    make_round,
    make_wish,
    staff_of,
)
from tests.meet.sheets.rows import NOW, faults, notes, plan, sheet, states, take

pytestmark = pytest.mark.django_db
HEADS = ("from", "to", "wish", "message", "slots", "status")


def wishes(*rows: tuple[str, ...]) -> RawSheet:
    """Return a sheet of wishes."""
    return sheet("wishes", HEADS, *[(*row, *[""] * (6 - len(row))) for row in rows])


def scene() -> tuple[Edition, Delegate, Delegate, Exhibitor]:
    """Make an edition with the buyers Anna and Bob and the exhibitor Étoile."""
    edition = make_edition()
    buyers = [make_delegate(edition, person=make_person(name, email=f"{name.lower()}@example.org")) for name in ("Anna", "Bob")]
    for buyer in buyers:
        make_calendar(buyer)
    exhibitor = make_exhibitor(edition, organisation=make_organisation("Étoile", reference="E-1"))
    return edition, buyers[0], buyers[1], exhibitor


def requests() -> list[tuple[int, int, str, str]]:
    """Return the requests in the database."""
    return list(Request.objects.order_by("pk").values_list("sender", "recipient", "level", "status"))


def test_a_wish_becomes_a_request_with_slots_in_the_recipients_time() -> None:
    edition, anna, _bob, exhibitor = scene()
    rows = wishes(("anna@example.org", "E-1", "must", "Hello\n there", "2027-03-16 09:00; 2027-03-16 09:30"))
    assert states(take(edition, rows)) == ["new"]
    request = Request.objects.get()
    sides = (request.sender, request.recipient, request.sent_by, request.named)
    assert sides == (calendar_of(anna), calendar_of(exhibitor), anna, None)
    assert (request.level, request.status, request.message, request.sent_at, request.expires_at) == (
        "must",
        "sent",
        "Hello\nthere",
        NOW,
        None,
    )
    assert list(ProposedSlot.objects.values_list("starts_at", flat=True)) == [
        HK_MORNING,
        datetime(2027, 3, 16, 1, 30, tzinfo=UTC),
    ]
    assert list(Wish.objects.values_list("calendar", "other", "level", "by")) == [
        (calendar_of(anna).pk, calendar_of(exhibitor).pk, "must", anna.pk)
    ]
    assert states(take(edition, rows)) == ["unchanged"]
    assert (Request.objects.count(), Wish.objects.count()) == (1, 1)


def test_the_address_of_an_exhibitors_staff_names_them_on_the_companys_calendar() -> None:
    edition, _anna, _bob, exhibitor = scene()
    staff = staff_of(exhibitor)[0]
    rows = wishes(("anna@example.org", staff.person.email, "like"), (staff.person.email, "bob@example.org", "like"))
    assert states(take(edition, rows)) == ["new", "new"]
    first, second = Request.objects.order_by("pk")
    assert (first.recipient, first.named) == (calendar_of(exhibitor), staff)
    assert (second.sender, second.sent_by) == (calendar_of(exhibitor), staff)
    assert states(take(edition, rows)) == ["unchanged", "unchanged"]


def test_both_sides_wishing_agree() -> None:
    edition, anna, bob, _exhibitor = scene()
    rows = wishes(("anna@example.org", "bob@example.org", "like"), ("bob@example.org", "anna@example.org", "must"))
    made = take(edition, rows)
    assert (states(made), notes(made)) == (["new", "new"], ["the other side has asked too, so both agree"])
    assert requests() == [(calendar_of(anna).pk, calendar_of(bob).pk, "like", "accepted")]
    assert states(take(edition, rows)) == ["unchanged", "unchanged"]


def test_an_answer_in_the_sheet_accepts_a_known_request() -> None:
    edition, anna, bob, _exhibitor = scene()
    make_request(calendar_of(anna), calendar_of(bob))
    assert states(take(edition, wishes(("bob@example.org", "anna@example.org", "like")))) == ["new"]
    assert requests() == [(calendar_of(anna).pk, calendar_of(bob).pk, "like", "accepted")]


def test_a_changed_wish_changes_a_request_that_waits() -> None:
    edition, anna, bob, _exhibitor = scene()
    request = make_request(calendar_of(anna), calendar_of(bob), slots=(HK_MORNING,))
    made = take(edition, wishes(("anna@example.org", "bob@example.org", "must", "Please", "2027-03-16 10:00", "accepted")))
    assert (states(made), notes(made)) == (
        ["changed"],
        ["wish: like → must", "message changed", "slots changed", "status: sent → accepted"],
    )
    request.refresh_from_db()
    assert (request.level, request.message, request.status, request.answered_at, request.version) == (
        "must",
        "Please",
        "accepted",
        NOW,
        2,
    )
    assert list(request.proposed.values_list("starts_at", flat=True)) == [datetime(2027, 3, 16, 2, 0, tzinfo=UTC)]


def test_a_request_that_was_answered_between_the_plan_and_the_writing_is_not_revived(monkeypatch: pytest.MonkeyPatch) -> None:
    edition, anna, bob, _exhibitor = scene()
    request = make_request(calendar_of(anna), calendar_of(bob))

    def answered_meanwhile(*words: object) -> None:
        Request.objects.update(status="declined")
        write_plan(*words)

    monkeypatch.setattr(applying, "write_plan", answered_meanwhile)
    with pytest.raises(SheetError, match="somebody changed the same records meanwhile"):
        take(edition, wishes(("anna@example.org", "bob@example.org", "must", "Please")))
    request.refresh_from_db()
    assert (request.level, request.message) == ("like", "")


@pytest.mark.parametrize("status", ["declined", "withdrawn", "expired"])
def test_a_request_that_has_ended_is_not_sent_again(status: str) -> None:
    edition, anna, bob, _exhibitor = scene()
    make_request(calendar_of(anna), calendar_of(bob), status=status)
    made = take(edition, wishes(("anna@example.org", "bob@example.org", "must")))
    assert (states(made), notes(made)) == (["unchanged"], [f"this request is {status}; it is not sent again"])
    assert requests() == [(calendar_of(anna).pk, calendar_of(bob).pk, "like", status)]


def test_a_no_is_recorded_without_naming_anybody() -> None:
    edition, anna, bob, _exhibitor = scene()
    rows = wishes(("anna@example.org", "bob@example.org", "no"))
    made = take(edition, rows)
    assert [(fate.state, fate.subject, fate.notes) for fate in made.fates] == [("private", "", [])]
    assert list(Wish.objects.values_list("calendar", "other", "level")) == [(calendar_of(anna).pk, calendar_of(bob).pk, "no")]
    assert Request.objects.count() == 0


def as_told(made: Plan) -> list[dict[str, object]]:
    """Return everything a page can show about an import."""
    return [fate.as_json() for fate in made.fates]


@pytest.mark.parametrize(
    "rows",
    [
        [("anna@example.org", "bob@example.org", "like", "Hello")],
        [("anna@example.org", "bob@example.org", "no")],
        [("bob@example.org", "anna@example.org", "must")],
        [("anna@example.org", "bob@example.org", "must"), ("bob@example.org", "anna@example.org", "like")],
    ],
)
def test_nothing_tells_whether_somebody_has_said_no(rows: list[tuple[str, ...]]) -> None:
    assert _world("no", rows) == _world("", rows)


def _world(secret: str, rows: list[tuple[str, ...]]) -> tuple[object, ...]:
    """Import the rows twice where Anna has (or has not) said no to Bob; return all that an organiser sees."""
    with transaction.atomic():
        edition, anna, bob, _exhibitor = scene()
        if secret:
            make_wish(calendar_of(anna), calendar_of(bob), secret)
        with CaptureQueriesContext(connection) as queries:
            first, second = take(edition, wishes(*rows)), take(edition, wishes(*rows))
        exported = [list(one.rows) for one in export_sheets(edition) if one.name == "wishes"]
        said = Wish.objects.filter(calendar=calendar_of(anna)).values_list("level", flat=True)
        assert not secret or list(said) == ["no"]
        transaction.set_rollback(True)
    return as_told(first), as_told(second), first.counts, exported, len(queries)


def test_a_veto_outlasts_a_sheet() -> None:
    edition, anna, bob, _exhibitor = scene()
    make_wish(calendar_of(anna), calendar_of(bob), "no")
    take(edition, wishes(("anna@example.org", "bob@example.org", "must")))
    assert list(Wish.objects.values_list("level", flat=True)) == ["no"]


def test_faults_name_the_row_and_the_remedy() -> None:
    edition, _anna, _bob, exhibitor = scene()
    make_delegate(edition, status="applied", person=make_person("Cleo", email="cleo@example.org"))
    make_delegate(
        edition, category=make_category(edition, "press", may_meet=False), person=make_person("Dan", email="dan@example.org")
    )
    make_delegate(edition, organisation=make_organisation("Quiet Films"), person=make_person("Eve", email="eve@example.org"))
    made = plan(
        edition,
        wishes(
            ("nobody@example.org", "E-1", "must"),
            ("ana@example.org", "E-1", "must"),
            ("cleo@example.org", "E-1", "must"),
            ("dan@example.org", "E-1", "like"),
            ("anna@example.org", "Etoil", "like"),
            ("anna@example.org", "Quiet Films", "like"),
            ("anna@example.org", "anna@example.org", "like"),
            ("anna@example.org", "E-1", "maybe"),
            ("anna@example.org", "E-1", "like", "", "2027-03-16 09:10"),
            ("anna@example.org", "E-1", "like", "", "soon"),
            ("anna@example.org", "E-1", "like", "", "2027-03-16 09:00; 2027-03-16 09:30; 2027-03-16 10:00; 2027-03-16 10:30"),
        ),
    )
    assert exhibitor.organisation.name == "Étoile"
    assert faults(made) == [
        "wishes, row 2, column from, “nobody@example.org”: nobody with this address is accredited here; "
        "add them to the sheet of delegates, or leave the row out.",
        "wishes, row 3, column from, “ana@example.org”: nobody with this address is accredited here; "
        "did you mean “anna@example.org”? Or leave the row out.",
        "wishes, row 4, column from, “cleo@example.org”: Cleo is not accredited (applied); "
        "approve them first, or leave the row out.",
        "wishes, row 5, column from, “dan@example.org”: the category Press has no meetings; "
        "choose another category for Dan, or leave the row out.",
        "wishes, row 6, column to, “Etoil”: no delegate or exhibitor has this reference or name; did you mean “Étoile”?",
        "wishes, row 7, column to, “Quiet Films”: Quiet Films does not exhibit here and has no calendar; "
        "name one of its delegates by e-mail address.",
        "wishes, row 8, column to, “anna@example.org”: both sides are the same calendar; name somebody else.",
        "wishes, row 9, column wish, “maybe”: this is not a wish; write must, like or no.",
        "wishes, row 10, column slots, “2027-03-16 09:10”: no slot begins at this time in Asia/Hong_Kong; "
        "the nearest begin at: 2027-03-16 09:00, 2027-03-16 09:30.",
        "wishes, row 11, column slots, “soon”: this is not a date with a time; "
        "write it as 2027-03-15 09:30, several with semicolons between.",
        "wishes, row 12, column slots, “2027-03-16 09:00; 2027-03-16 09:30; 2027-03-16 10:00; 2027-…”: "
        "these are more than 3 slots; keep at most 3.",
    ]


def test_repeated_and_contradicting_rows() -> None:
    edition, _anna, _bob, _exhibitor = scene()
    one = ("anna@example.org", "bob@example.org", "like")
    made = plan(edition, wishes(one, one, ("anna@example.org", "bob@example.org", "no")))
    assert states(made) == ["new", "duplicate", "fault"]
    assert faults(made) == [
        "wishes, row 4, column to, “bob@example.org”: row 2 has a wish of the same two sides already; keep one of the two rows."
    ]


def test_a_no_beside_an_own_open_request() -> None:
    edition, anna, bob, _exhibitor = scene()
    make_request(calendar_of(anna), calendar_of(bob))
    made = plan(edition, wishes(("anna@example.org", "bob@example.org", "no")))
    assert faults(made) == [
        "wishes, row 2, column wish: this side has asked for this very meeting; withdraw the request first, or delete the row."
    ]


def test_a_frozen_round_takes_no_wishes() -> None:
    edition, _anna, _bob, _exhibitor = scene()
    make_round(edition, status="frozen")
    with pytest.raises(SheetError) as caught:
        plan(edition, wishes(("anna@example.org", "bob@example.org", "like")))
    assert caught.value.message == (
        "The round is frozen while the schedule is computed. Reopen it, or publish it, before importing wishes."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(count: int, django_assert_num_queries: object) -> None:
    edition, _anna, _bob, _exhibitor = scene()
    for number in range(count):
        make_calendar(make_delegate(edition, person=make_person(email=f"p{number}@example.org")))
    rows = wishes(*[(f"p{number}@example.org", "E-1", "like") for number in range(count)])
    take(edition, rows)
    with django_assert_num_queries(16):  # type: ignore[operator]
        assert states(plan(edition, rows)) == ["unchanged"] * count


def test_a_request_answered_the_other_way_round_after_an_old_one_ended() -> None:
    edition, anna, bob, _exhibitor = scene()
    make_request(calendar_of(anna), calendar_of(bob), status="expired")
    make_request(calendar_of(bob), calendar_of(anna))
    assert states(take(edition, wishes(("anna@example.org", "bob@example.org", "like")))) == ["new"]
    assert [row[3] for row in requests()] == ["expired", "accepted"]


def test_an_accepted_request_stays_as_it_is() -> None:
    edition, anna, bob, _exhibitor = scene()
    make_request(calendar_of(anna), calendar_of(bob), status="accepted")
    made = take(edition, wishes(("anna@example.org", "bob@example.org", "must")))
    assert (states(made), notes(made)) == (["unchanged"], ["this request is accepted and stays as it is"])
    assert [row[2] for row in requests()] == ["like"]


def test_a_slot_in_an_hour_that_the_clocks_skip() -> None:
    edition, _anna, _bob, _exhibitor = scene()
    row = ("anna@example.org", "E-1", "like", "2027-03-14 02:30", "America/Los_Angeles")
    made = plan(edition, sheet("wishes", ("from", "to", "wish", "slots", "time zone"), row))
    assert faults(made) == [
        "wishes, row 2, column slots, “2027-03-14 02:30”: 2027-03-14 02:30 does not exist in America/Los_Angeles: "
        "the clocks jump from 02:00 to 03:00; write 03:00 or later."
    ]


def test_two_sheets_of_wishes_are_both_taken_and_know_of_each_other() -> None:
    edition, anna, bob, _exhibitor = scene()
    first, again = (
        wishes(("anna@example.org", "bob@example.org", "must")),
        wishes(("bob@example.org", "anna@example.org", "like")),
    )
    again.name = "preferences"
    made = take(edition, first, again)
    assert (states(made), notes(made)) == (["new", "new"], ["the other side has asked too, so both agree"])
    assert requests() == [(calendar_of(anna).pk, calendar_of(bob).pk, "must", "accepted")]


@pytest.mark.parametrize(
    ("row", "settles"),
    [
        (("must", "", "", ""), False),
        (("like", "", "2027-03-16 09:30", ""), True),
        (("like", "", "", "accepted"), True),
    ],
)
def test_other_slots_or_an_acceptance_in_a_sheet_settle_a_request_that_was_answered_with_other_times(
    row: tuple[str, ...], settles: bool
) -> None:
    edition, anna, _bob, exhibitor = scene()
    by = staff_of(exhibitor)[0]
    answered = {"is_countered": True, "reply": "Later?", "replied_by": by}
    asked = make_request(calendar_of(anna), calendar_of(exhibitor), slots=(HK_MORNING,), **answered)
    assert states(take(edition, wishes(("anna@example.org", "E-1", *row)))) == ["changed"]
    asked.refresh_from_db()
    assert (asked.is_countered, asked.reply, asked.replied_by) == ((False, "", None) if settles else (True, "Later?", by))
