"""Say what this room adds to the house."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.accounts.actions import end_sessions
from praya.core.accounts.models import Account, AccountChange
from praya.core.holding import NAMELESS, OTHERS, Personal, after_erasing, declare_personal, deleted, kept, of_account
from praya.core.revocations.actions import watch
from praya.core.revocations.columns import ADDRESS, ALLOWS, PASSWORD
from praya.core.revocations.declaring import Revocable, declare_lasting, declare_revocable

_NAMELESS = {
    "email": lambda row: f"erased-{row.pk}@erased.invalid",
    "password": lambda row: make_password(None),
    "name": NAMELESS,
    "language": "",
    "zone": "",
    "last_login": None,
    "is_active": False,
    "is_operator": False,
    "is_superuser": False,
}
_ATTEMPTS = "attempt_time ip_address user_agent"
_WHEN = {"attempt_time": _("When")}


def _attempts(label: object, model: type[AccessAttempt | AccessFailureLog | AccessLog]) -> Personal:
    return Personal(model, label, lambda who: Q(username__in=who.addresses), _ATTEMPTS, deleted(), _WHEN)


declare_personal(
    _("Account"),
    Personal(
        Account,
        _("Account"),
        of_account("pk"),
        "email name language zone joined_at last_login",
        kept(OTHERS, **_NAMELESS),
        {"joined_at": _("Opened")},
    ),
    Personal(
        AccountChange,
        _("Changes of how you sign in"),
        of_account("account"),
        "at kind before after undone_at",
        deleted(),
        {"before": _("Address before"), "after": _("Address after"), "undone_at": _("Taken back")},
    ),
    Personal(EmailAddress, _("Addresses"), of_account("user"), "email verified", deleted()),
    Personal(EmailConfirmation, _("Confirmations of addresses"), of_account("email_address__user"), "created sent", deleted()),
    Personal(Authenticator, _("Passkeys"), of_account("user"), "type created_at last_used_at", deleted()),
    _attempts(_("Attempts to sign in"), AccessAttempt),
    _attempts(_("Refused attempts to sign in"), AccessFailureLog),
    _attempts(_("Signing in"), AccessLog),
)
declare_revocable(
    Revocable(
        Account,
        {"is_active": ALLOWS, "is_operator": ALLOWS, "is_superuser": ALLOWS, "password": PASSWORD, "email": ADDRESS},
    ),
    Revocable(EmailAddress, {"email": ADDRESS, "verified": ALLOWS}, is_lost=True),
    Revocable(Authenticator, is_lost=True),
)
declare_lasting("whoever is asked for a code by it has no account yet", "account.emailconfirmation.key")
watch(Account, EmailAddress, Authenticator)
after_erasing(lambda who, at: [end_sessions(number) for number in who.accounts])
