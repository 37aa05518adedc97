"""Send the letters about tokens away from the request."""

from __future__ import annotations

from praya.core.jobs.context import JobContext
from praya.meet.tokens.jobs import TELL
from praya.meet.tokens.letters import letter_of
from praya.meet.tokens.queries import told_token

ATTEMPTS = 12


@TELL.runs(nobodys="tells of what an account has done", queue="mail", attempts=ATTEMPTS, delay_seconds=30.0)
def tell_of_token(context: JobContext, number: int) -> None:
    """Write of a new token to its owner."""
    token = told_token(number)
    if token is not None:
        letter_of(token).send()
