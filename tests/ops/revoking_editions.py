"""Take back badges, parts in teams, tokens, and what an edition shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from praya.match.agenda.actions import new_feed_address
from praya.meet.accreditation.actions import change_delegate, decide
from praya.meet.accreditation.category_actions import change_category
from praya.meet.accreditation.cutting import leave
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.actions import change_edition, change_role, remove_team_member
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.exhibitors.actions import remove_exhibitor, remove_staff
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.tokens.actions import withdraw_token
from praya.meet.tokens.models import Token
from praya.meet.works.actions import take_back
from praya.meet.works.curating import leave_out, publish_showcase
from praya.meet.works.models import Showcase, ShowcaseItem, Work
from tests import builders as make
from tests.ops.revoking import Scene, World, row_is, text

AT = make.HK_MORNING


def _decided(status: str) -> Callable[[World, Any], object]:
    return lambda world, row: decide(world.edition, [row.pk], status=status, category=None, by=world.organiser)


def _badge(world: World) -> Category:
    plain = {"may_meet": False, "is_vip": False, "is_buyer": False}
    return make.make_category(world.edition, "visitor", **plain)


def _recategorised(world: World, row: Delegate) -> None:
    values = {"category": _badge(world), "organisation": "", "job_title": "", "site": row.site, "zone": ""}
    change_delegate(row, values, by=world.organiser)


def _buyer_category(world: World) -> Category:
    return make.make_category(world.edition, "vip", may_meet=True, is_vip=True, is_buyer=True)


def _lowered(world: World, row: Category) -> None:
    change_category(row, {"name": text("Vip"), "may_meet": False, "is_vip": False, "is_buyer": False}, by=world.organiser)


def _member(world: World) -> TeamMember:
    return TeamMember.objects.get(edition=world.edition, account=make.make_team_member(world.edition))


def _left_and_back(world: World, row: Delegate) -> None:
    leave(Delegate.objects.get(pk=row.pk), by=world.organiser)
    _decided("approved")(world, row)


def _token_of_member(world: World) -> Token:
    return make.make_token(world.me, account=_member(world).account)


SCENES = [
    Scene("badge refused", ("meet.delegate.status",), lambda w: w.me, _decided("refused"), row_is(Delegate, status="approved")),
    Scene(
        "delegate has left",
        ("meet.delegate.status",),
        lambda w: w.me,
        lambda w, row: leave(row, by=w.organiser),
        row_is(Delegate, status="approved"),
    ),
    Scene(
        "category taken", ("meet.delegate.category_id",), lambda w: w.me, _recategorised, row_is(Delegate, category__slug="buyer")
    ),
    Scene(
        "staff taken out",
        ("meet.delegate.organisation_id",),
        lambda w: make.staff_of(w.exhibitor)[0],
        lambda w, row: remove_staff(w.exhibitor, row, by=w.organiser),
        row_is(Delegate, organisation__isnull=False),
    ),
    Scene(
        "calendar address renewed",
        ("meet.delegate.feed_token",),
        lambda w: w.me,
        lambda w, row: new_feed_address(Delegate.objects.get(pk=row.pk), by=w.account),
        lambda w, row: Delegate.objects.filter(pk=row.pk, feed_token=row.feed_token).exists(),
    ),
    *(
        Scene(f"category {word}", (f"meet.category.{word}",), _buyer_category, _lowered, row_is(Category, **{word: True}))
        for word in ("may_meet", "is_vip", "is_buyer")
    ),
    Scene(
        "API token withdrawn",
        ("meet.token.withdrawn_at",),
        lambda w: make.make_token(w.me),
        lambda w, row: withdraw_token(row, by=w.account),
        row_is(Token, withdrawn_at=None),
    ),
    Scene(
        "calendar address of a delegate who had left",
        ("meet.delegate.feed_token",),
        lambda w: w.me,
        _left_and_back,
        lambda w, row: Delegate.objects.filter(pk=row.pk, feed_token=row.feed_token).exists(),
    ),
    Scene(
        "API token of somebody taken out of the team",
        ("meet.token.withdrawn_at",),
        _token_of_member,
        lambda w, row: remove_team_member(TeamMember.objects.get(account=row.account), by=None),
        row_is(Token, withdrawn_at=None),
    ),
    Scene(
        "team member removed", ("meet.teammember",), _member, lambda w, row: remove_team_member(row, by=None), row_is(TeamMember)
    ),
    Scene(
        "organiser made desk staff",
        ("meet.teammember.role",),
        _member,
        lambda w, row: change_role(row, "desk", by=None),
        row_is(TeamMember, role="organiser"),
    ),
    Scene(
        "edition hidden",
        ("meet.edition.is_public",),
        lambda w: w.edition,
        lambda w, row: change_edition(row, {"is_public": False}, by=w.organiser),
        row_is(Edition, is_public=True),
    ),
    Scene(
        "exhibitor removed",
        ("meet.exhibitor",),
        lambda w: make.make_exhibitor(w.edition),
        lambda w, row: remove_exhibitor(row, by=w.organiser),
        lambda w, row: Exhibitor.objects.filter(code=row.code).exists(),
    ),
    Scene(
        "work taken back",
        ("meet.work.status",),
        lambda w: w.work,
        lambda w, row: take_back(row, by=w.organiser),
        row_is(Work, status="accepted"),
    ),
    Scene(
        "showcase hidden",
        ("meet.showcase.is_published",),
        lambda w: make.make_showcase(w.edition, w.work, is_published=True),
        lambda w, row: publish_showcase(row, is_published=False, by=w.organiser),
        row_is(Showcase, is_published=True),
    ),
    Scene(
        "work taken out of a showcase",
        ("meet.showcaseitem",),
        lambda w: make.make_showcase(w.edition, w.work, is_published=True).items.get(),
        lambda w, row: leave_out(row, by=w.organiser),
        row_is(ShowcaseItem),
    ),
]
