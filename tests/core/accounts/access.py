"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import BOTH, POST, plain
from tests.access.roles import EVERYBODY, SIGNED_IN

POLICY = {
    "set_language": plain(EVERYBODY, POST),
    "account": plain(SIGNED_IN, BOTH),
    "account_login": plain(EVERYBODY, BOTH),
    "account_request_login_code": plain(EVERYBODY, BOTH),
    "account_confirm_login_code": plain(EVERYBODY, BOTH),
    "account_signup": plain(EVERYBODY, BOTH),
    "prove": plain(SIGNED_IN, BOTH),
}
