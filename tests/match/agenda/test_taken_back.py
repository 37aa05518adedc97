"""Whoever takes their account back shuts out what a stranger has opened with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.keys.actions import replace_address, take_back
from praya.meet.tokens.models import Token
from tests import builders as make

pytestmark = pytest.mark.django_db


def make_token(account, edition, *, days: int) -> Token:
    made = timezone.now() - timedelta(days=days)
    return Token.objects.create(
        edition=edition, account=account, name="Program", digest=f"digest-{days}", made_at=made, ends_at=made + timedelta(days=90)
    )


def test_tokens_made_since_and_calendar_addresses_are_over_with_the_change(client: Client) -> None:
    edition = make.make_edition()
    delegate, colleague = make.make_delegate(edition), make.make_delegate(edition)
    account = delegate.person.account
    old, new = make_token(account, edition, days=30), make_token(account, edition, days=0)
    others = make_token(colleague.person.account, edition, days=1)

    change = replace_address(account, "thief@example.org", at=timezone.now())
    feeds = [f"/feeds/{one.feed_token}.ics" for one in (delegate, colleague)]
    assert [client.get(feed).status_code for feed in feeds] == [200, 200]
    take_back(change.pk, at=timezone.now())

    assert set(Token.objects.filter(withdrawn_at=None)) == {old, others}
    assert Token.objects.get(pk=new.pk).withdrawn_at is not None
    assert [client.get(feed).status_code for feed in feeds] == [404, 200]
    delegate.refresh_from_db()
    assert client.get(f"/feeds/{delegate.feed_token}.ics").status_code == 200
