"""The team invites people into sessions, reminds them, and sees what they answered, need and lack."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.sending import send_due
from praya.meet.speaking import actions
from praya.meet.speaking.models import Invitation
from praya.meet.speaking.queries_desk import declined_parts, open_needs
from tests import builders as make

pytestmark = pytest.mark.django_db
MANAGE = "/e/spring/manage/speakers/"
AT = make.SENT_AT


def send() -> int:
    return send_due(lambda: None, clock=lambda: timezone.now() + timedelta(seconds=60)).sent


def rows(team: Client, **query: str) -> list[Any]:
    return list(team.get(MANAGE, query).context["rows"])


def test_everybody_in_a_session_is_invited_at_once_and_nobody_twice(edition, session, me, team) -> None:
    part = make.make_part(session, me.person)
    outside = make.make_part(session, make.make_person("Nobody Accredited"))
    address = f"{MANAGE}sessions/{session.code}/write/"
    for _again in range(2):
        team.post(address, {"do": "invite"})
    assert [one.part for one in Invitation.objects.all()] == [part]
    assert [letter.person_id for letter in Letter.objects.filter(kind=actions.INVITED)] == [me.person_id]
    assert Entry.objects.filter(action=actions.INVITE).count() == 1
    assert not hasattr(type(outside).objects.get(pk=outside.pk), "invitation")


def test_one_of_a_session_is_invited_and_a_foreign_part_is_not(edition, session, me, team) -> None:
    first, second = (make.make_part(session, make.make_delegate(edition).person) for _ in range(2))
    foreign = make.make_part(make.make_session(make.make_edition("other")), me.person)
    for part in (first.pk, foreign.pk, "x" * 30):
        team.post(f"{MANAGE}sessions/{session.code}/write/", {"do": "invite", "part": part})
    assert [one.part for one in Invitation.objects.all()] == [first]
    assert second.pk != first.pk


def test_the_ticked_are_invited_and_reminded_once_a_day(edition, session, me, team) -> None:
    part = make.make_part(session, me.person)
    address = f"{MANAGE}write/"
    team.post(address, {"do": "invite", "row": [str(part.pk), "abc", "9" * 40]})
    invitation = Invitation.objects.get()
    team.post(address, {"do": "remind", "row": [str(part.pk)]})
    assert Letter.objects.filter(kind=actions.REMINDER).count() == 0
    Invitation.objects.update(written_at=timezone.now() - timedelta(days=2))
    for _again in range(2):
        team.post(address, {"do": "remind", "everyone": "1", "in-answer": "waiting"})
    assert Letter.objects.filter(kind=actions.REMINDER).count() == 1
    assert team.post(address, {"do": "dance", "row": [str(part.pk)]}).status_code == 302
    with pytest.raises(Refused, match="Nobody was written to"):
        Invitation.objects.update(state="confirmed", for_begins=make.HK_MORNING)
        Invitation.objects.update(for_ends=make.HK_MORNING + timedelta(hours=1), for_site=session.placements.get().site)
        Invitation.objects.update(for_room=session.placements.get().room, written_at=AT)
        actions.remind(edition, [invitation.part_id], by=None, at=timezone.now())


def test_a_cancelled_session_invites_nobody(edition, session, me) -> None:
    part = make.make_part(session, me.person)
    type(session).objects.update(state="cancelled")
    with pytest.raises(Refused, match="Nobody was invited"):
        actions.invite(edition, [part.pk], by=None, at=AT)


def test_many_letters_wait_until_somebody_of_the_team_has_read_one(edition, session, me) -> None:
    """Each letter is about one session of one person: what is held are those of one kind, asked for at once."""
    part = make.make_part(session, me.person)
    actions.invite(edition, [part.pk], by=None, at=AT)
    assert (Mailing.objects.count(), Letter.objects.get().state) == (0, "waiting")


def test_the_letters_say_what_when_and_where_and_lead_to_the_page(edition, session, me, team) -> None:
    part = make.make_part(session, me.person)
    team.post(f"{MANAGE}sessions/{session.code}/write/", {"do": "invite"})
    send()
    [letter] = mail.outbox
    invitation = Invitation.objects.get(part=part)
    assert letter.subject == "You are invited: Ministers' forum"
    for words in ("Speaker", "16 March", "09:00", "Hong Kong", "Harbour Room", f"/mine/sessions/one/{invitation.code}/"):
        assert words in letter.body


def test_a_letter_about_what_was_answered_or_taken_back_does_not_leave(edition, session, me) -> None:
    part = make.make_part(session, me.person)
    actions.invite(edition, [part.pk], by=None, at=timezone.now())
    actions.take_invitation_back(Invitation.objects.get(), by=None)
    send()
    assert mail.outbox == []


def test_the_list_is_filtered_by_answer_role_name_and_what_is_missing(edition, session, me, invited, team) -> None:
    other = make.make_delegate(edition, name="Bo Chan")
    make.make_portrait(other.person, biography={"source": "en", "texts": {"en": {"text": "Maker", "by": "person"}}})
    make.make_part(session, other.person, role="moderator")
    make.make_material(session, other.person)
    names = {
        "answer=uninvited": ["Bo Chan"],
        "answer=waiting": ["Ana Lima"],
        "role=moderator": ["Bo Chan"],
        "lacks=portrait": ["Ana Lima"],
        "lacks=biography": ["Ana Lima"],
        "lacks=material": ["Ana Lima"],
        "q=bo": ["Bo Chan"],
        "q=ministers": ["Ana Lima", "Bo Chan"],
    }
    for query, wanted in names.items():
        name, _equals, word = query.partition("=")
        assert sorted(row["name"] for row in rows(team, **{name: word})) == wanted, query
    assert {row["name"]: row["missing"] for row in rows(team)} == {
        "Ana Lima": ["portrait", "biography", "material"],
        "Bo Chan": [],
    }


def test_a_moved_session_stands_among_those_asked_again(session, me, team) -> None:
    make.make_invited(session, me.person, state="confirmed")
    assert [row["answer"] for row in rows(team)] == ["confirmed"]
    session.placements.update(starts_at=make.HK_AFTERNOON, ends_at=make.HK_AFTERNOON + timedelta(hours=1))
    assert ([row["answer"] for row in rows(team)], len(rows(team, answer="again"))) == (["again"], 1)


def test_a_decline_stays_in_the_inbox_until_the_team_has_noted_it(edition, session, me, team) -> None:
    invitation = make.make_invited(session, me.person, state="declined", line="On a shoot")
    assert declined_parts(edition.pk).count() == 1
    page = team.get(f"{MANAGE}sessions/{session.code}/")
    assert "On a shoot" in page.content.decode()
    for _again in range(2):
        team.post(f"{MANAGE}invitations/{invitation.code}/", {"do": "note"})
    assert declined_parts(edition.pk).count() == 0
    assert Entry.objects.filter(action="note a decline").count() == 1


def test_open_needs_wait_in_the_inbox(edition, session, me, invited, team) -> None:
    need = make.make_need(invited.part)
    assert open_needs(edition.pk).count() == 1
    assert [row["line"] for row in team.get(f"{MANAGE}needs/").context["rows"]] == ["A clicker"]
    actions.meet_need(need, True, edition=edition.pk, by=None, at=AT)
    assert open_needs(edition.pk).count() == 0
    assert [len(team.get(f"{MANAGE}needs/", {"state": one}).context["rows"]) for one in ("need_open", "need_met")] == [0, 1]


def test_an_invitation_taken_back_can_be_given_again(edition, session, me, invited, team) -> None:
    team.post(f"{MANAGE}invitations/{invited.code}/", {"do": "withdraw"})
    assert Invitation.objects.count() == 0
    team.post(f"{MANAGE}sessions/{session.code}/write/", {"do": "invite"})
    assert Invitation.objects.get().state == "waiting"


def test_materials_are_listed(session, me, invited, team) -> None:
    made = make.make_material(session, me.person, level="private")
    page = team.get(f"{MANAGE}materials/", {"level": "private"})
    assert [row["code"] for row in page.context["rows"]] == [made.code]
    assert team.get(f"{MANAGE}materials/", {"level": "public"}).context["rows"] == []
