"""What applying a repair changes, down to places, quotas, the index, notices and the trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.models.signals import pre_save

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.index.queries import find
from praya.match.diary.booking import facts_of
from praya.match.diary.models import Attendance, Meeting
from praya.match.repairs.applying import Step, apply_repair, as_proposal, discard_repair, steps_of
from praya.match.repairs.models import Repair
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Stand
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from praya.meet.works.indexing import index_delegates, index_exhibitors
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
MORNING, LATER = make.HK_MORNING, make.HK_MORNING + HALF_HOUR


def booked(edition, host=None, starts_at=MORNING, **fields) -> Meeting:
    sender = make.calendar_of(make.make_delegate(edition))
    request = make.make_request(sender, host or make.calendar_of(make.make_delegate(edition)), status="accepted", **fields)
    return book(request, starts_at=starts_at, by=None, at=BEFORE)


def proposed(edition, *steps, kind="late", **fields) -> Repair:
    return Repair.objects.create(edition=edition, kind=kind, proposal=as_proposal(steps), **fields)


def applied(repair, by=None):
    return apply_repair(repair, by=by, at=BEFORE)


def move(meeting, to=LATER) -> Step:
    return Step("move", meeting=meeting.pk, starts_at=meeting.starts_at.isoformat(), moved_to=to.isoformat())


def place(request, at=MORNING) -> Step:
    return Step("place", request=request.pk, moved_to=at.isoformat())


def told():
    return set(Notice.objects.exclude(kind="booked").values_list("delegate", "kind"))


def test_a_proposal_is_stored_and_read_as_it_was() -> None:
    steps = [Step("move", 1, 2, 3, "from", "to", "why"), Step("place")]
    assert steps_of(Repair(proposal=as_proposal(steps))) == steps
    assert steps_of(Repair(proposal={})) == []
    assert Step("place") == Step("place", meeting=None, request=None, sequence=0, starts_at=None, moved_to=None, why="")


def test_the_trail_keeps_who_applied_and_what_each_meeting_was_before_and_after(edition) -> None:
    desk = make.make_team_member(edition, role="desk")
    meeting = booked(edition)
    before = facts_of(meeting)
    repair = applied(proposed(edition, move(meeting)), by=desk)
    meeting.refresh_from_db()
    entry = Entry.objects.get(action="apply repair")
    assert (entry.account, entry.edition, entry.subject_id) == (desk, edition.pk, str(repair.pk))
    number = str(meeting.pk)
    assert (entry.before, entry.after) == ({"meetings": {number: before}}, {"meetings": {number: facts_of(meeting)}})
    assert (entry.before["meetings"][number]["sequence"], entry.after["meetings"][number]["sequence"]) == (0, 1)


def test_the_trail_keeps_who_discarded(edition) -> None:
    desk = make.make_team_member(edition, role="desk")
    repair = discard_repair(proposed(edition), by=desk)
    entry = Entry.objects.get()
    assert (entry.action, entry.account, entry.edition, entry.subject_id) == (
        "discard repair",
        desk,
        edition.pk,
        str(repair.pk),
    )


def test_a_moved_meeting_tells_from_when_to_when(edition) -> None:
    meeting = booked(edition)
    applied(proposed(edition, move(meeting)))
    said = {"meeting": meeting.code, "at": LATER.isoformat(), "was": MORNING.isoformat()}
    assert list(Notice.objects.filter(kind="moved").values_list("facts", flat=True)) == [said, said]


def test_a_meeting_handed_over_or_at_a_new_stand_tells_its_place_alone(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    meeting = booked(edition, make.calendar_of(exhibitor))
    late = meeting.attendances.get(calendar__exhibitor=exhibitor).delegate
    lost = {"delegate": late, "lost_from": MORNING, "lost_until": LATER}
    applied(proposed(edition, Step("hand_over", meeting=meeting.pk), **lost))
    new = Stand.objects.filter(hall__site__slug="hk", exhibitor=None).first()
    applied(proposed(edition, Step("stand", meeting=meeting.pk, sequence=1), kind="stand", exhibitor=exhibitor, stand=new))
    said = {"meeting": meeting.code, "at": MORNING.isoformat()}
    assert list(Notice.objects.filter(kind="place").values_list("facts", flat=True)) == [said] * 4
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.stand, meeting.sequence) == (MORNING, new, 2)


def test_a_handed_over_meeting_keeps_its_table_and_asks_no_quota(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2, has_stand=False)
    company = make.calendar_of(exhibitor)
    meeting = booked(edition, company)
    Party.objects.update(quota_total=1, quota_per_day=1)
    third = meeting.site.halls.get().tables.get(number=3)
    Meeting.objects.update(table=third)
    late = meeting.attendances.get(calendar=company).delegate
    lost = {"delegate": late, "lost_from": MORNING, "lost_until": LATER}
    applied(proposed(edition, Step("hand_over", meeting=meeting.pk), **lost))
    meeting.refresh_from_db()
    assert (meeting.table, meeting.sequence) == (third, 1)


def test_a_moved_meeting_gets_a_table_that_is_free_then(edition) -> None:
    meeting = booked(edition)
    assert meeting.table.number == 1
    others = [booked(edition, starts_at=LATER) for _ in range(2)]
    applied(proposed(edition, move(meeting)))
    meeting.refresh_from_db()
    assert (meeting.table.number, {one.table.number for one in others}) == (3, {1, 2})


def test_a_moved_meeting_takes_the_place_that_its_sides_have_by_now(edition) -> None:
    exhibitor = make.make_exhibitor(edition, has_stand=False)
    meeting = booked(edition, make.calendar_of(exhibitor))
    assert meeting.table is not None
    exhibitor.stand = Stand.objects.filter(hall__site=exhibitor.site, exhibitor=None).first()
    exhibitor.save()
    applied(proposed(edition, move(meeting)))
    meeting.refresh_from_db()
    assert (meeting.site, meeting.stand, meeting.table) == (exhibitor.site, exhibitor.stand, None)


def test_a_moved_meeting_is_refused_when_no_table_is_free_then(edition) -> None:
    meeting = booked(edition)
    for _ in range(3):
        booked(edition, starts_at=LATER)
    with pytest.raises(Refused, match="No table is free"):
        applied(proposed(edition, move(meeting)))


def test_two_meetings_change_places_where_every_table_is_taken(edition) -> None:
    early, late = booked(edition), booked(edition, starts_at=LATER)
    for moment in (MORNING, LATER):
        for _ in range(2):
            booked(edition, starts_at=moment)
    applied(proposed(edition, move(early, LATER), move(late, MORNING)))
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.starts_at, late.starts_at, early.table.number, late.table.number) == (LATER, MORNING, 1, 1)


@pytest.mark.parametrize("limit", [{"quota_per_day": 1}, {"quota_total": 1}])
def test_a_move_or_a_placement_beyond_a_quota_is_refused(edition, limit) -> None:
    first = booked(edition)
    host = first.request.recipient
    waiting = make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")
    Party.objects.filter(pk=host.pk).update(**limit)
    booked_next_day = make.make_request(host, make.calendar_of(make.make_delegate(edition)), status="accepted")
    for step in (place(waiting, LATER), place(booked_next_day, make.HK_AFTERNOON)):
        with pytest.raises(Refused, match="has changed since this was proposed"):
            applied(proposed(edition, step))
    Party.objects.filter(pk=host.pk).update(quota_per_day=0)
    with pytest.raises(Refused, match="reached its number"):
        applied(proposed(edition, move(first, MORNING + timedelta(days=1))))


def test_a_placed_request_is_booked_like_any_other_and_everybody_is_told(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    named = make.staff_of(exhibitor)[1]
    sender = make.calendar_of(make.make_delegate(edition))
    request = make.make_request(sender, make.calendar_of(exhibitor), status="accepted", named=named)
    applied(proposed(edition, place(request)))
    meeting = Meeting.objects.get(request=request)
    assert (meeting.edition, meeting.starts_at, meeting.ends_at) == (edition, MORNING, LATER)
    assert (meeting.site, meeting.stand, meeting.table) == (exhibitor.site, exhibitor.stand, None)
    assert list(meeting.attendances.order_by("pk").values_list("calendar", "delegate", "starts_at", "is_released")) == [
        (make.calendar_of(exhibitor).pk, named.pk, MORNING, False),
        (sender.pk, sender.delegate_id, MORNING, False),
    ]
    assert set(Notice.objects.values_list("delegate", "kind")) == {(named.pk, "booked"), (sender.delegate_id, "booked")}


def test_two_requests_of_a_company_are_placed_with_its_two_people(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company = make.calendar_of(exhibitor)
    senders = [make.calendar_of(make.make_delegate(edition)) for _ in range(3)]
    requests = [make.make_request(sender, company, status="accepted") for sender in senders]
    with pytest.raises(Refused, match="has changed since this was proposed"):
        applied(proposed(edition, *map(place, requests)))
    applied(proposed(edition, *map(place, requests[:2])))
    going = Attendance.objects.filter(calendar=company).order_by("delegate").values_list("delegate", flat=True)
    assert list(going) == [one.pk for one in make.staff_of(exhibitor)]


def test_two_meetings_of_a_company_move_into_one_slot_with_its_two_people(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company = make.calendar_of(exhibitor)
    meetings = [booked(edition, company), booked(edition, company, starts_at=make.HK_AFTERNOON)]
    applied(proposed(edition, *map(move, meetings)))
    assert set(Meeting.objects.values_list("starts_at", flat=True)) == {LATER}
    going = Attendance.objects.filter(calendar=company, is_released=False).order_by("delegate")
    assert list(going.values_list("delegate", flat=True)) == [one.pk for one in make.staff_of(exhibitor)]


def test_a_named_delegate_still_goes_after_a_move_and_a_meeting_without_a_request_moves_too(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, named = make.calendar_of(exhibitor), make.staff_of(exhibitor)[1]
    asked = booked(edition, company, named=named)
    plain = make.make_meeting(company, make.calendar_of(make.make_delegate(edition)), make.HK_AFTERNOON)
    applied(proposed(edition, move(asked), move(plain, LATER + HALF_HOUR)))
    assert asked.attendances.get(calendar=company, is_released=False).delegate == named
    plain.refresh_from_db()
    assert (plain.starts_at, plain.ends_at) == (LATER + HALF_HOUR, LATER + 2 * HALF_HOUR)


def test_a_cancelled_meeting_frees_its_slot_for_the_one_placed(edition) -> None:
    meeting = booked(edition)
    host = meeting.request.recipient
    waiting = make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")
    applied(proposed(edition, place(waiting), Step("cancel", meeting=meeting.pk), kind="cancelled", meeting=meeting))
    assert list(Meeting.objects.order_by("pk").values_list("status", "starts_at")) == [
        ("cancelled", MORNING),
        ("scheduled", MORNING),
    ]
    assert told() == {(row.delegate_id, "cancelled") for row in meeting.attendances.all()}


def in_index(kind, facet) -> list[int]:
    return [hit.number for hit in find("", audience=Audience.BADGE, kinds=[kind], scope=[facet]).hits]


def test_whoever_has_left_leaves_the_index_and_loses_no_hours(edition) -> None:
    one = make.make_delegate(edition)
    index_delegates([one])
    here = f"edition:{edition.pk}"
    assert in_index("person", here) == [one.person_id]
    applied(proposed(edition, kind="left", delegate=one, lost_from=MORNING, lost_until=LATER))
    one.refresh_from_db()
    assert (one.status, one.has_own_hours, in_index("person", here)) == ("left", False, [])


@pytest.mark.parametrize("kind", ["late", "gone"])
def test_time_lost_without_an_end_is_lost_to_the_last_slot(edition, kind) -> None:
    one = make.make_delegate(edition, site="la")
    applied(proposed(edition, kind=kind, delegate=one, lost_from=LATER))
    one.refresh_from_db()
    spans = list(one.availability.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert (one.status, one.has_own_hours, spans[-1][1]) == ("approved", True, LATER)
    assert Entry.objects.get(action="cut hours").after["lost"][0][0] == LATER.isoformat()


def test_a_called_off_meeting_costs_nobody_any_time(edition) -> None:
    meeting = booked(edition)
    applied(proposed(edition, Step("cancel", meeting=meeting.pk), kind="cancelled", meeting=meeting))
    assert list(Entry.objects.exclude(action="book meeting").values_list("action", flat=True)) == ["apply repair"]
    assert not Delegate.objects.filter(has_own_hours=True).exists()


def test_an_exhibitor_takes_the_site_of_its_new_stand_and_the_trail_keeps_the_old_one(edition) -> None:
    desk = make.make_team_member(edition, role="desk")
    exhibitor = make.make_exhibitor(edition)
    index_exhibitors([exhibitor])
    old, far = exhibitor.stand_id, Stand.objects.filter(hall__site__slug="la").first()
    applied(proposed(edition, kind="stand", exhibitor=exhibitor, stand=far), by=desk)
    exhibitor.refresh_from_db()
    assert (exhibitor.stand, exhibitor.site) == (far, far.hall.site)
    assert in_index("organisation", f"site:{far.hall.site_id}") == [exhibitor.organisation_id]
    entry = Entry.objects.get(action="move stand")
    assert (entry.before, entry.after, entry.account, entry.edition) == ({"stand": old}, {"stand": far.pk}, desk, edition.pk)


def test_an_exhibitor_may_give_its_stand_up_and_stays_at_its_site(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    applied(proposed(edition, kind="stand", exhibitor=exhibitor, stand=None))
    exhibitor.refresh_from_db()
    assert (exhibitor.stand, exhibitor.site) == (None, edition.sites.get(slug="hk"))


def test_meetings_at_the_old_stand_that_are_over_or_elsewhere_or_in_time_do_not_matter(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    company, other = make.calendar_of(exhibitor), make.calendar_of(make.make_delegate(edition))
    site = exhibitor.site
    make.make_meeting(company, other, MORNING, site=site, stand=exhibitor.stand)
    new = Stand.objects.filter(hall__site=site, exhibitor=None).first()
    repair = proposed(edition, kind="stand", exhibitor=exhibitor, stand=new)
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=MORNING)
    assert apply_repair(repair, by=None, at=MORNING + HALF_HOUR).status == "applied"


@pytest.mark.parametrize(
    ("starts_at", "lost_until", "is_new"),
    [
        (MORNING, LATER, True),
        (LATER, LATER, False),
        (LATER, LATER + HALF_HOUR, True),
        (datetime(2027, 3, 19, 2, 30, tzinfo=UTC), None, True),  # lost to the last slot
        (MORNING - timedelta(days=1), None, False),
        (MORNING + timedelta(minutes=7), LATER, False),  # a slot that the grid has lost
    ],
)
def test_only_a_meeting_in_the_time_that_is_lost_is_news(edition, starts_at, lost_until, is_new) -> None:
    one = make.make_delegate(edition)
    make.make_meeting(make.calendar_of(one), make.calendar_of(make.make_delegate(edition)), starts_at)
    repair = proposed(edition, delegate=one, lost_from=MORNING, lost_until=lost_until)
    if is_new:
        with pytest.raises(Refused, match="has changed since"):
            applied(repair)
    else:
        assert applied(repair).status == "applied"


def test_a_meeting_of_somebody_else_or_one_that_was_cancelled_is_no_news(edition) -> None:
    one, other = (make.make_delegate(edition) for _ in range(2))
    make.make_meeting(make.calendar_of(other), make.calendar_of(make.make_delegate(edition)))
    make.make_meeting(make.calendar_of(one), make.calendar_of(make.make_delegate(edition)), status="cancelled")
    assert applied(proposed(edition, delegate=one, lost_from=MORNING, lost_until=LATER)).status == "applied"


def test_a_repair_without_a_time_takes_none(edition) -> None:
    one = make.make_delegate(edition)
    assert applied(proposed(edition, delegate=one)).status == "applied"
    assert list(Entry.objects.values_list("action", flat=True)) == ["apply repair"]


def test_when_the_database_refuses_a_repair_nothing_of_it_happens(edition) -> None:
    meeting = booked(edition)

    def refuse(**_told: object) -> None:
        raise IntegrityError

    pre_save.connect(refuse, sender=Meeting)
    try:
        with pytest.raises(Refused, match="Somebody has just taken one of the proposed slots. Ask for a new proposal."):
            applied(proposed(edition, move(meeting)))
    finally:
        pre_save.disconnect(refuse, sender=Meeting)
    assert (Repair.objects.get().status, meeting.attendances.filter(starts_at=MORNING).count()) == ("proposed", 2)


def test_a_proposal_for_a_slot_at_this_moment_comes_too_late(edition) -> None:
    meeting = booked(edition)
    repair = proposed(edition, move(meeting))
    with pytest.raises(Refused, match="time of a proposed slot has come"):
        apply_repair(repair, by=None, at=LATER)
    assert apply_repair(repair, by=None, at=LATER - timedelta(seconds=1)).status == "applied"


def test_a_day_of_its_own_hours_is_kept_but_for_what_is_lost(edition) -> None:
    one = make.make_delegate(edition)
    make.make_availability(one, MORNING, MORNING + 4 * HALF_HOUR)
    applied(proposed(edition, delegate=one, lost_from=LATER, lost_until=LATER + HALF_HOUR))
    assert list(one.availability.order_by("starts_at").values_list("starts_at", "ends_at")) == [
        (MORNING, LATER),
        (LATER + HALF_HOUR, MORNING + 4 * HALF_HOUR),
    ]
