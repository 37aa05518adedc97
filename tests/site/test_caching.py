"""Nothing that is said to one person, about signing in, or of a fault is kept by a browser or a proxy."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import builders as make

pytestmark = pytest.mark.django_db
NEVER = "private, no-store"


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code"])
def test_pages_about_signing_in_are_not_kept(client, name) -> None:
    answer = client.get(reverse(name))
    assert {"no-store", "private"} <= {word.strip() for word in answer.headers["Cache-Control"].split(",")}


def test_own_pages_of_the_account_are_not_kept(client) -> None:
    make.sign_in(client, make.make_account())
    kept = {
        name: client.get(reverse(name)).headers.get("Cache-Control", "")
        for name in ("account", "account_email", "mfa_index", "home")
    }
    assert {name for name, words in kept.items() if "no-store" not in words} == set()


def test_what_is_not_here_is_not_kept_and_looks_alike_to_everybody(client) -> None:
    stranger = client.get("/e/none/works/").headers.get("Cache-Control")
    make.sign_in(client, make.make_account())
    assert (client.get("/nothing").headers["Cache-Control"], stranger, client.get("/e/none/works/").headers["Cache-Control"]) == (
        NEVER,
    ) * 3


def kept_pages(client) -> set[str]:
    """Return the pages that somebody could keep: about signing in as a stranger's, the account's own, and of what is not here."""
    entering = {name: client.get(reverse(name)) for name in ("account_login", "account_signup")}
    make.sign_in(client, make.make_account())
    own = {name: client.get(reverse(name)) for name in ("account", "account_email", "mfa_index", "home")}
    answers = {**entering, **own, "absent": client.get("/nothing"), "foreign": client.get("/e/none/works/")}
    return {name for name, answer in answers.items() if "no-store" not in answer.headers.get("Cache-Control", "")}


def test_without_its_guard_pages_would_be_kept(client, settings) -> None:
    """The control of the tests above."""
    guard = "praya.site.caching.NothingKept"
    assert guard in settings.MIDDLEWARE
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != guard]
    assert {"absent", "foreign"} <= kept_pages(client)


def test_with_its_guard_none_is(client) -> None:
    assert kept_pages(client) == set()


@pytest.mark.parametrize("path", ["people/", "requests/", "nothing-of-that-name/"])
def test_whoever_is_signed_in_and_not_let_in_reads_as_whom_and_what_to_do(client, path) -> None:
    edition = make.make_edition("fair")
    assert "You are signed in" not in client.get(f"/e/{edition.slug}/nothing-of-that-name/").content.decode()
    account = make.make_account("newcomer@example.org")
    make.sign_in(client, account)
    answer = client.get(f"/e/{edition.slug}/{path}")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "You are signed in as newcomer@example.org." in page and "Were you invited at another address?" in page
