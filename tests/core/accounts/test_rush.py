"""A market signs in within minutes, most of it from one address: the venue's network, or the proxy in front."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from praya.core.accounts import knocks
from tests import builders as make

pytestmark = pytest.mark.django_db


def ask(email: str, **headers: str) -> None:
    Client().post(reverse("account_request_login_code"), {"email": email}, headers=headers)


def test_a_hundred_people_get_their_codes_from_one_address():
    emails = [make.make_account().email for _ in range(100)]
    for email in emails:
        ask(email)
    assert [letter.to for letter in mail.outbox] == [[email] for email in emails]


def test_nobodys_letter_box_is_flooded():
    email = make.make_account().email
    for _ in range(6):
        ask(email)
    assert [letter.to for letter in mail.outbox] == [[email]] * 3


def test_behind_a_proxy_the_address_that_it_adds_counts(settings, monkeypatch):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(knocks, "NETWORK", (1, 1))
    emails = [make.make_account().email for _ in range(3)]
    for email, forwarded in zip(emails, ["192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.1"], strict=True):
        ask(email, **{"X-Forwarded-For": forwarded})
    assert [letter.to for letter in mail.outbox] == [[emails[0]], [emails[1]]]
