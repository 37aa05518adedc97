"""Keep private addresses out of the log: whoever reads it could use them."""

from __future__ import annotations

import logging
import re

# A private address carries 192 bits as 32 signs or more; no word of a route, a code or a name is as long.
_SECRET = re.compile(r"[A-Za-z0-9_:.~-]{32,}")


class WithoutSecrets(logging.Filter):
    """Write … for every long word of an address that a line of the log names."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, without its secrets."""
        if record.name.startswith("django."):
            record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


def without_secrets(text: str) -> str:
    """Return a line without the secrets in its addresses.

    >>> without_secrets("Not Found: /feeds/4fQ2h1c7m0Vd9sXw8bY6kT3uZ5aR1eLp.ics")
    'Not Found: /feeds/…'
    """
    return _SECRET.sub("…", text)
