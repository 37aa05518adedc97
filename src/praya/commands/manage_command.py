"""Run one of Django's own management commands."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything after the name as it is."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    """Hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["praya manage", *options.words])
    return 0
