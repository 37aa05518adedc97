"""Start markets and editions, change an edition, and keep its team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import add_row, change_row, facts_of, remove_row
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.holding import Subject
from praya.meet.editions.models import Edition, Market, TeamMember
from praya.meet.editions.objections import change_checked
from praya.meet.editions.parting import part
from praya.meet.editions.wording import merged


def hold_edition(number: int) -> Edition:
    """Lock an edition by its number: what must be one of its kind in it is added by one at a time."""
    return Edition.objects.select_for_update().get(pk=number)


def start_edition(
    *,
    by: Account,
    market: Market | None,
    market_name: Mapping[str, str],
    name: Mapping[str, str],
    slug: str,
    starts_on: date,
    ends_on: date,
    slot_minutes: int,
) -> Edition:
    """Create an edition, with its market unless that exists, and make its creator the organiser."""
    try:
        with transaction.atomic():
            if market is None:
                market = Market(slug=_free_market_slug(next(iter(market_name.values()), slug)), name=merged({}, market_name))
                market.save()
            edition = Edition(
                market=market, slug=slug, name=merged({}, name), starts_on=starts_on, ends_on=ends_on, slot_minutes=slot_minutes
            )
            edition.save()
            TeamMember.objects.create(edition=edition, account=by, role=TeamMember.Role.ORGANISER)
            record("start edition", edition, by=by, edition=edition.pk, after=facts_of(edition) | {"market": market.slug})
            return edition
    except IntegrityError as error:
        raise Refused(_("The address “%(slug)s” is taken. Choose another one.") % {"slug": slug}) from error


def _free_market_slug(name: str) -> str:
    stem = slugify(name, allow_unicode=False)[:50] or "market"
    taken = set(Market.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def change_edition(edition: Edition, values: Mapping[str, Any], *, by: Account | None, seen: str = "") -> Edition:
    """Change an edition's name, dates, slot length or openness, as seen; hours outside new dates are dropped with it."""
    with change_checked(edition) as locked:
        texts = {"name": merged(locked.name, values["name"])} if "name" in values else {}
        changed = change_row(locked, {**values, **texts}, action="change edition", by=by, edition=edition.pk, seen=seen)
        for site in changed.sites.all():
            site.hours.exclude(on__range=(changed.starts_on, changed.ends_on)).delete()
            site.breaks.filter(on__isnull=False).exclude(on__range=(changed.starts_on, changed.ends_on)).delete()
        locked.refresh_from_db()
        return changed


def add_team_member(edition: Edition, *, email: str, role: str, by: Account | None) -> TeamMember:
    """Give the account of an address (created when new: it signs in by e-mail code) a part in the team."""
    address = email.strip().lower()
    with transaction.atomic():
        hold_edition(edition.pk)
        account = Account.objects.filter(email=address).first() or Account.objects.create_user(address)
        if TeamMember.objects.filter(edition=edition, account=account).exists():
            raise Refused(_("%(email)s is in the team already. Change their part in the list.") % {"email": address})
        return add_row(
            TeamMember(edition=edition, account=account, role=role), action="add team member", by=by, edition=edition.pk
        )


def change_role(member: TeamMember, role: str, *, by: Account | None, seen: str = "") -> TeamMember:
    """Change a team member's part, as it was `seen`; the last organiser stays one."""
    with transaction.atomic():
        hold_edition(member.edition_id)
        if role != TeamMember.Role.ORGANISER:
            _refuse_last_organiser(member)
        return change_row(member, {"role": role}, action="change role", by=by, edition=member.edition_id, seen=seen)


def remove_team_member(member: TeamMember, *, by: Account | None) -> None:
    """Take somebody out of the team; the last organiser stays."""
    with transaction.atomic():
        hold_edition(member.edition_id)
        _refuse_last_organiser(member)
        part(member)
        remove_row(member, action="remove team member", by=by, edition=member.edition_id)


def _refuse_last_organiser(member: TeamMember) -> None:
    others = TeamMember.objects.filter(edition=member.edition_id, role=TeamMember.Role.ORGANISER).exclude(pk=member.pk)
    if not others.exists():
        raise Refused(_("An edition needs an organiser. Make somebody else organiser first."))


def only_organiser(who: Subject) -> list[str]:
    """Return a sentence for each edition that has no other organiser."""
    own = TeamMember.objects.filter(account__in=who.accounts, role=TeamMember.Role.ORGANISER).select_related("edition")
    others = TeamMember.objects.filter(role=TeamMember.Role.ORGANISER).exclude(account__in=who.accounts).values("edition")
    slugs = own.exclude(edition__in=others).order_by("edition__slug").values_list("edition__slug", flat=True)
    return [_("%(edition)s needs another organiser first.") % {"edition": slug} for slug in slugs]


def leave_teams(who: Subject, at: datetime) -> None:
    """Take somebody who is erased out of every team."""
    for member in TeamMember.objects.filter(account__in=who.accounts):
        remove_team_member(member, by=who.account)
