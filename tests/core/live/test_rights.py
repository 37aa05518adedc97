"""Whoever could open the page may follow, and nobody else: every way to lose a right ends it, at the next question."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from praya.core.live.rights import allowed
from praya.core.live.tokens import Follower, Pass
from praya.match.scheduling.models import Run
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


LOSSES = {
    "the role": lambda member, session: member.delete(),
    "another part in the team": lambda member, session: TeamMember.objects.filter(pk=member.pk).update(role="viewer"),
    "the account": lambda member, session: type(member.account).objects.filter(pk=member.account_id).update(is_active=False),
    "the session": lambda member, session: import_module(settings.SESSION_ENGINE).SessionStore(session).delete(),
    "every session": lambda member, session: (member.account.set_password("new"), member.account.save()),
    "the edition": lambda member, session: Edition.objects.filter(pk=member.edition_id).update(slug="moved"),
}


@pytest.mark.parametrize("lost", LOSSES)
def test_whoever_loses_a_right_may_not_follow(member, run, lost) -> None:
    follower = follower_of(member.account, run)
    assert allowed([follower]) == {follower}
    LOSSES[lost](member, follower.session)
    assert allowed([follower]) == set()


def test_a_channel_or_page_that_is_none_lets_nobody_in(member, run) -> None:
    good = follower_of(member.account, run)
    granted = good.granted
    others = [
        Follower(Pass(granted.account, granted.edition, "points", granted.subject, granted.words), good.session),
        Follower(Pass(granted.account, granted.edition, "run", granted.subject), good.session),
    ]
    assert allowed([good, *others]) == {good}
