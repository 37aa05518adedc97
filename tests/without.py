"""Run what is asked of an installation that lacks some apps: their labels stand in LEFT_OUT (tests/ops/test_apart.py)."""

import os

from tests.settings import *  # noqa: F403 - all else as in other tests
from tests.without import INSTALLED_APPS

INSTALLED_APPS = [name for name in INSTALLED_APPS if name.removeprefix("praya.") not in os.environ["LEFT_OUT"].split()]
