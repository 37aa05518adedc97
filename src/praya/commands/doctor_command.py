"""Check this machine and its settings, and name what to mend."""

from __future__ import annotations

import argparse

from praya.site.starting import start_django

MARKS = {"fine": "  ok    ", "notice": "  note  ", "fault": "  FAULT "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether fine findings are shown."""
    parser.add_argument("--quiet", action="store_true", help="show only what is worth knowing or to be mended")


def run(options: argparse.Namespace) -> int:
    """Print every finding with its remedy; 1 when something is to be mended."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        start_django()
    except ImproperlyConfigured as fault:
        print(f"  FAULT settings: {fault}")
        return 1
    from praya.site.doctor.findings import Level, examine

    found = examine(everything())
    for finding in found:
        if options.quiet and finding.level == Level.FINE:
            continue
        print(f"{MARKS[finding.level]}{finding.subject}: {finding.sentence}")
        if finding.remedy:
            print(f"        {finding.remedy}")
    faults = sum(finding.level == Level.FAULT for finding in found)
    print("Nothing to mend." if not faults else f"{faults} to mend.")
    return int(bool(faults))


def everything() -> list:  # type: ignore[type-arg]
    """Return all examinations in the order of their importance."""
    from praya.site.doctor import installation, machine

    return [
        machine.examine_python,
        machine.examine_folder,
        machine.examine_disk,
        installation.examine_settings,
        installation.examine_database,
        installation.examine_sequences,
        installation.examine_journal,
        installation.examine_clock,
        installation.examine_jobs,
        installation.examine_mail,
        installation.examine_letters,
        installation.examine_static_files,
        installation.examine_languages,
        machine.examine_fonts,
        machine.examine_backlog,
        machine.examine_open_files,
    ]
