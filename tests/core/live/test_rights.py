"""Whoever could open the page may follow, and nobody else: every way to lose a right ends it, at the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone

from praya.core.accounts import actions_ways
from praya.core.accounts.actions import end_sessions
from praya.core.accounts.models import Account, AccountChange
from praya.core.keys.actions import replace_address
from praya.core.live import events, rights
from praya.core.live.events import Channel, channels
from praya.core.live.rights import allowed
from praya.core.live.tokens import Follower, Pass
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.match.scheduling.models import Run
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.cutting import leave
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.actions import change_role, remove_team_member
from praya.meet.editions.models import Edition, TeamMember
from tests import builders as make

pytestmark = pytest.mark.django_db


def session_of(account) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture
def edition() -> Edition:
    return make.make_edition("live-rights")


@pytest.fixture
def member(edition) -> TeamMember:
    return TeamMember.objects.create(edition=edition, account=make.make_account("o@example.org"), role=TeamMember.Role.ORGANISER)


@pytest.fixture
def run(edition) -> Run:
    return make.make_run(make.make_round(edition, status="frozen"), status="running")


def follower_of(account, run, *, session="") -> Follower:
    words = (("code", run.code), ("edition", run.round.edition.slug))
    return Follower(Pass(account.pk, run.round.edition_id, "run", run.pk, words), session or session_of(account))


def test_an_organiser_may_follow_and_others_may_not(member, run) -> None:
    stranger = make.make_account("s@example.org")
    mine, theirs = follower_of(member.account, run), follower_of(stranger, run)
    assert allowed([mine, theirs]) == {mine}


def test_a_pass_is_of_no_use_in_another_session(member, run) -> None:
    stranger = make.make_account("s@example.org")
    assert (
        allowed(
            [follower_of(member.account, run, session=session_of(stranger)), follower_of(member.account, run, session="none")]
        )
        == set()
    )


@dataclass(frozen=True)
class Holder:
    """Hold whoever follows three streams of an edition: as its organiser, by a badge, and because everybody may."""

    edition: Edition
    member: TeamMember
    badge: Delegate
    session: str
    streams: dict[str, Follower]

    @classmethod
    def new(cls) -> Holder:
        edition = make.make_edition(is_public=True)
        make.make_team_member(edition)
        account = make.make_account()
        member = TeamMember.objects.create(edition=edition, account=account, role=TeamMember.Role.ORGANISER)
        badge = make.make_delegate(edition, person=make.make_person(account=account, email=None))
        run, session = make.make_run(make.make_round(edition, status="frozen"), status="running"), session_of(account)
        followed = follower_of(account, run, session=session)
        words = (("edition", edition.slug),)
        others = {name: Pass(account.pk, edition.pk, name, run.pk, words) for name in ("badge", "open")}
        streams = {name: Follower(granted, session) for name, granted in others.items()}
        return cls(edition, member, badge, session, {"role": followed, **streams})

    @property
    def account(self) -> Account:
        return Account.objects.get(pk=self.member.account_id)

    def heard(self) -> set[str]:
        """Return which of the streams go on."""
        going = allowed(self.streams.values())
        return {name for name, follower in self.streams.items() if follower in going}

    def other_way_in(self, kind: str) -> None:
        """Take back a change of what the account is entered by."""
        words = {"account": self.account, "kind": kind, "after": self.account.email, "passkey": 1}
        actions_ways.take_back(AccountChange.objects.create(**words, at=timezone.now()).pk, at=timezone.now())


ALL = {"role", "badge", "open"}
# What is lost, how, and which streams end by it; without a badge the open edition is still open.
LOSSES: dict[str, tuple[Callable[[Holder], object], set[str]]] = {
    "the role": (lambda one: remove_team_member(one.member, by=None), {"role"}),
    "another part in the team": (lambda one: change_role(one.member, "desk", by=None), {"role"}),
    "the badge, refused": (lambda one: decide(one.edition, [one.badge.pk], status="refused", category=None, by=None), {"badge"}),
    "the badge, left": (lambda one: leave(one.badge, by=None), {"badge"}),
    "the edition's name": (lambda one: Edition.objects.filter(pk=one.edition.pk).update(slug=f"moved-{one.edition.pk}"), ALL),
    "the session": (lambda one: import_module(settings.SESSION_ENGINE).SessionStore(one.session).delete(), ALL),
    "every session, signed out everywhere": (lambda one: actions_ways.end_every_session(one.account), ALL),
    "every session, removed": (lambda one: end_sessions(one.account.pk), ALL),
    "the address": (lambda one: replace_address(one.account, "new@example.org", at=timezone.now()), ALL),
    "a passkey more": (lambda one: actions_ways.note_passkey(one.account.pk, 1, at=timezone.now()), ALL),
    "a passkey less": (lambda one: actions_ways.note_removal(one.account.pk, at=timezone.now()), ALL),
    "a change taken back": (lambda one: one.other_way_in("passkey"), ALL),
    "the account, shut": (lambda one: Account.objects.filter(pk=one.account.pk).update(is_active=False), ALL),
    "the account, erased": (lambda one: erase(subject_of(one.account), at=timezone.now()), ALL),
}


@pytest.fixture
def three_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare two channels more: the product's own is for organisers."""
    known = channels()
    more = {"badge": Channel(known["run"].read, "agenda"), "open": Channel(known["run"].read, "edition_home")}
    monkeypatch.setattr(events, "_channels", known | more)


def outlived(lost: str) -> set[str]:
    """Return the streams that go on although they should end, or end although they should go on, when something is lost."""
    holder, (lose, ended) = Holder.new(), LOSSES[lost]
    assert holder.heard() == ALL
    lose(holder)
    return holder.heard() ^ (ALL - ended)


@pytest.mark.parametrize("lost", LOSSES)
def test_whoever_loses_a_right_may_not_follow(three_channels: None, lost: str) -> None:
    assert outlived(lost) == set()


def test_an_edition_that_is_closed_ends_the_streams_of_whoever_has_no_part_in_it(three_channels: None) -> None:
    holder = Holder.new()
    remove_team_member(holder.member, by=None)
    leave(holder.badge, by=None)
    assert holder.heard() == {"open"}
    Edition.objects.filter(pk=holder.edition.pk).update(is_public=False)
    assert holder.heard() == set()


def test_a_right_that_is_remembered_outlives_every_loss(three_channels: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were an answer kept for the next question, each loss of the table would be noticed."""
    granted_once, ask = set(), rights._may_follow

    def remembering(request: HttpRequest, granted: Pass) -> bool:
        if granted not in granted_once and ask(request, granted):
            granted_once.add(granted)
        return granted in granted_once

    monkeypatch.setattr(rights, "_may_follow", remembering)
    assert {lost: outlived(lost) for lost in LOSSES} == {lost: ended for lost, (_lose, ended) in LOSSES.items()}


def test_a_channel_or_page_that_is_none_lets_nobody_in(member, run) -> None:
    good = follower_of(member.account, run)
    granted = good.granted
    others = [
        Follower(Pass(granted.account, granted.edition, "points", granted.subject, granted.words), good.session),
        Follower(Pass(granted.account, granted.edition, "run", granted.subject), good.session),
    ]
    assert allowed([good, *others]) == {good}
