"""Look at the letters and jobs that a restore holds, and let them go or drop them."""

from __future__ import annotations

import argparse
import sys
from uuid import UUID

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which jobs, and what becomes of them."""
    parser.add_argument(
        "jobs", nargs="*", type=UUID, metavar="JOB", help="numbers of jobs; without any, all of them and the letters"
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--release", action="store_true", help="do them; letters of the past go out, perhaps a second time")
    choice.add_argument("--drop", action="store_true", help="never do them; everybody is taken for written to up to now")


def run(options: argparse.Namespace) -> int:
    """List what is held, or decide about it; 1 when nobody may write yet."""
    start_django()
    from praya.core.jobs import holding
    from praya.core.revocations.standing import drop_letters, release_letters, standing_row

    standing = standing_row()
    if not (options.release or options.drop):
        for job in holding.jobs_of_before():
            print(
                f"{job.pk}  {job.result.enqueued_at:%Y-%m-%d %H:%M}  {job.result.queue_name}  {job.label or job.result.task_path}"
            )
        letters = "held" if standing.is_mail_held else "not held"
        print(f"{holding.jobs_of_before().count()} jobs held; letters of the timetable {letters}.")
        return 0
    if standing.reason and options.release:
        print("The installation may only be read: see praya restore --accept-without-journal.", file=sys.stderr)
        return 1
    numbers = options.jobs or list(holding.jobs_of_before().values_list("pk", flat=True))
    count = (holding.release if options.release else holding.drop)(numbers)
    if not options.jobs:
        (release_letters if options.release else drop_letters)()
    print(
        f"{count} jobs {'released' if options.release else 'dropped'}" + ("" if options.jobs else ", and the letters too") + "."
    )
    return 0
