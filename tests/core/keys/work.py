"""Do what the worker would do."""

from __future__ import annotations

from praya.core.jobs.executing import claim_next, execute


def work() -> None:
    """Send the letters that wait."""
    while (execution := claim_next("test", ["mail"])) is not None:
        assert execute(execution) == "done"
