"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import BOTH, library, plain
from tests.access.roles import SIGNED_IN

OWN_KEYS = "keys are looked up among the visitor's own by the library, behind a fresh proof"
DEVICE = "acts on the visitor's own account; what the device is asked is kept in the session, so that reading writes there"
LETTER = "whoever holds the letter, signed in or not; the link names one change and is signed"

POLICY = {
    "account_email": plain(SIGNED_IN, BOTH),
    "address_code": plain(SIGNED_IN, BOTH),
    "way_back": library("/accounts/back/nobody-wrote-this/", LETTER),
    "mfa_list_webauthn": plain(SIGNED_IN),
    "mfa_add_webauthn": library("/accounts/2fa/webauthn/add/", DEVICE),
    "mfa_reauthenticate_webauthn": library("/accounts/2fa/webauthn/reauthenticate/", DEVICE),
    "mfa_remove_webauthn": library("/accounts/2fa/webauthn/keys/987654321/remove/", OWN_KEYS),
    "mfa_edit_webauthn": library("/accounts/2fa/webauthn/keys/987654321/edit/", OWN_KEYS),
}
