"""A passkey is a way in of its own; only operators need theirs besides the code."""

import pytest
from allauth.mfa.models import Authenticator

from praya.core.accounts.models import Account
from praya.core.accounts.passkeys import PasskeyAdapter
from tests.builders import make_account, make_operator

pytestmark = pytest.mark.django_db


def with_key(account: Account, *, signs_in_alone: bool) -> Account:
    extension = {"credProps": {"rk": signs_in_alone}}
    credential = {"clientExtensionResults": extension}
    Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": credential})
    return account


def asks_for_key(account: Account) -> bool:
    return PasskeyAdapter().is_mfa_enabled(account, [Authenticator.Type.WEBAUTHN])


def test_without_a_key_the_code_is_enough() -> None:
    assert (asks_for_key(make_account()), asks_for_key(make_operator())) == (False, False)


def test_with_a_passkey_the_code_is_still_enough() -> None:
    assert asks_for_key(with_key(make_account(), signs_in_alone=True)) is False


def test_a_key_that_cannot_sign_in_alone_is_asked_for() -> None:
    assert asks_for_key(with_key(make_account(), signs_in_alone=False)) is True


def test_an_operator_needs_the_passkey_once_there_is_one() -> None:
    assert asks_for_key(with_key(make_operator(), signs_in_alone=True)) is True
