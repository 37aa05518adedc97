"""Fit the passkey library to Praya: a passkey is a way in of its own; only operators need it besides the code."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter

from praya.core.accounts.queries import needs_passkey


class PasskeyAdapter(DefaultMFAAdapter):
    """Decide when a code alone is not enough."""

    def is_mfa_enabled(self, user: Any, types: list[str] | None = None) -> bool:
        """Ask for the key after the code: of operators who have one, and of whoever added a key that cannot sign in alone.

        Everybody else may lose a phone on the day of the market and must still get in by the code.
        """
        return bool(super().is_mfa_enabled(user, types)) and needs_passkey(user)
