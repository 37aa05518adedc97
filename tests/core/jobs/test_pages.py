"""Follow and cancel a job on its page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.accounts.models import Account
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job
from tests.core.jobs import probes

pytestmark = pytest.mark.django_db


def signed_in(email: str, **fields: object) -> tuple[Client, Account]:
    account = Account.objects.create_user(email, **fields)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client, account


def test_owner_sees_the_job_others_see_nothing():
    owner, account = signed_in("owner@example.org")
    operator, _ = signed_in("operator@example.org", is_operator=True)
    stranger, _ = signed_in("stranger@example.org")
    address = reverse("job", kwargs={"job": enqueue(probes.add_entry, 1, by=account, label="Import 3 sheets").pk})

    answers = [client.get(address).status_code for client in (owner, operator, stranger, Client())]
    assert answers == [200, 200, 404, 302]
    assert owner.get(address).content.decode().count("<h1>Import 3 sheets</h1>") == 1


def test_htmx_gets_only_the_part_that_changes():
    owner, account = signed_in("owner@example.org")
    job = enqueue(probes.add_entry, 1, by=account)
    content = owner.get(reverse("job", kwargs={"job": job.pk}), headers={"HX-Request": "true"}).content.decode()

    assert (content.strip().startswith("<section"), content.count("<html")) == (True, 0)


def test_owner_cancels():
    owner, account = signed_in("owner@example.org")
    job = enqueue(probes.add_entry, 1, by=account)
    answer = owner.post(reverse("job_cancel", kwargs={"job": job.pk}))

    assert (answer.status_code, answer["Location"]) == (302, reverse("job", kwargs={"job": job.pk}))
    assert Job.objects.get(pk=job.pk).fault == "cancelled"


def test_stranger_cannot_cancel():
    stranger, _ = signed_in("stranger@example.org")
    job = enqueue(probes.add_entry, 1)

    assert stranger.post(reverse("job_cancel", kwargs={"job": job.pk})).status_code == 404
    assert Job.objects.get(pk=job.pk).cancel_at is None
