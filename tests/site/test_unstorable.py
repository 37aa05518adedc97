"""Text with a NUL, which PostgreSQL cannot keep, names nothing on either database."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import builders as make

pytestmark = pytest.mark.django_db
NUL = "a\x00b"


def test_a_code_with_a_nul_is_not_found_and_no_fault(client):
    edition = make.make_edition()
    delegate = make.make_delegate(edition)
    account = make.make_account()
    delegate.person.account = account
    delegate.person.save()
    make.make_calendar(delegate)
    make.sign_in(client, account)

    assert client.post(reverse("wishes", args=[edition.slug]), {"must": NUL}).status_code == 404
    assert client.get(reverse("people", args=[edition.slug]), {"country": NUL}).status_code in {200, 404}
